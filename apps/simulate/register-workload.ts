import type { ClusteredService } from "@lockstep/cluster/service";
import type { Historian } from "@lockstep/cluster/simulator/historian";
import type { Random } from "@lockstep/cluster/simulator/random";
import type { Workload, WorkloadCommand } from "@lockstep/cluster/simulator/workload";
import { readU53 } from "@lockstep/cluster/u53";
import { RegisterHistorian } from "./models/register-historian.ts";
import {
  Register,
  REGISTER_BUILDS,
  REGISTER_MESSAGE_BYTES,
  RegisterTemplate,
  writeRegisterMessage,
} from "./register.ts";

const KEYS = 8;
const VALUES = 1_000_000_000;

/** Some come before anybody else writes, some while a leader is replaced; most long ones are taken back. */
const DELAYS_US = [5_000, 50_000, 2_000_000];

/** Clients that write, read, set what they believe to know, and write later, under a few keys. */
export class RegisterWorkload implements Workload {
  readonly builds: number = REGISTER_BUILDS;
  readonly setup: readonly WorkloadCommand[] = [];
  private readonly seen = new Map<number, number>();

  makeServices(build?: number): ClusteredService[] {
    return [new Register(build)];
  }

  newHistorian(): Historian {
    return new RegisterHistorian();
  }

  draw(random: Random, client: number): WorkloadCommand {
    const key = random.below(KEYS);
    const template = random.pick([
      RegisterTemplate.Write,
      RegisterTemplate.CompareAndSet,
      RegisterTemplate.Read,
      RegisterTemplate.WriteLater,
    ]);
    const bytes = new Uint8Array(REGISTER_MESSAGE_BYTES);
    writeRegisterMessage(
      new DataView(bytes.buffer),
      0,
      template,
      key,
      random.below(VALUES),
      template === RegisterTemplate.WriteLater
        ? random.below(random.pick(DELAYS_US))
        : this.believed(random, key),
    );
    return { caller: { principalId: client + 1, roles: 0 }, message: bytes };
  }

  private believed(random: Random, key: number): number {
    return random.chance(0.8) ? (this.seen.get(key) ?? 0) : random.below(VALUES);
  }

  ask(random: Random): WorkloadCommand {
    const message = new Uint8Array(REGISTER_MESSAGE_BYTES);
    writeRegisterMessage(new DataView(message.buffer), 0, RegisterTemplate.Read, random.below(KEYS), 0, 0);
    return { caller: { principalId: 1, roles: 0 }, message };
  }

  heard({ message }: WorkloadCommand, reply: Uint8Array): void {
    const asked = new DataView(message.buffer, message.byteOffset);
    const answered = new DataView(reply.buffer, reply.byteOffset);
    const isSet = readU53(answered, 16) === 1;
    this.seen.set(readU53(asked, 8), isSet ? readU53(asked, 16) : readU53(answered, 8));
  }
}
