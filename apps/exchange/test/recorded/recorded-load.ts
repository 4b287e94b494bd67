import type { Batch } from "@lockstep/cluster/batch";
import { BatchMaker, type MadeCommand, type MadeRun } from "@lockstep/cluster/simulator/batch-maker";
import { Random } from "@lockstep/cluster/simulator/random";
import type { Workload, WorkloadCommand } from "@lockstep/cluster/simulator/workload";
import type { StateMachine } from "@lockstep/cluster/state-machine";
import {
  CloseReason,
  encodeActivateVersion,
  encodeCloseSession,
  encodeOpenSession,
  encodeTimePassed,
} from "@lockstep/cluster/system-messages";
import { accessContract } from "@lockstep/domain/access/access-contract";
import { accessCodecs } from "@lockstep/domain/access/access-messages";
import { Role } from "@lockstep/domain/contract/context";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { protocol } from "@lockstep/domain/contract/protocol";
import { ExchangeWorkload } from "@lockstep/simulate/exchange-workload";
import { TicketingWorkload } from "@lockstep/simulate/ticketing-workload";
import { framesOf } from "../../../../cluster/test/state-machine-batches.ts";

const SEED = 0x10c5;
const BATCHES = 260;
const CLIENTS = 4;
const SETUP_COMMANDS_PER_BATCH = 60;
/** Where the clocks of the workloads begin. */
const EPOCH_US = 1_700_000_000_000_000;
const OPERATOR = { principalId: 9_999, roles: Role.Operator };

interface Client {
  sessionId: number;
  /** The correlation id of its next command. */
  next: number;
  lastRun: MadeRun | undefined;
}

/**
 * A day of the exchange and ticket office in a few minutes, the same from every machine: customers, traders and an
 * operator in a few sessions, who repeat themselves, lose their sessions and leave gaps; time that passes in small and
 * large steps, so that orders, holds and idempotency keys expire; and what the services refuse.
 */
export class RecordedLoad {
  readonly batches: Batch[] = [];
  private readonly random = new Random(SEED);
  private readonly maker = new BatchMaker();
  private readonly machine: StateMachine;
  private readonly workloads: readonly Workload[] = [new ExchangeWorkload(), new TicketingWorkload()];
  private readonly clients: Client[] = [];
  private readonly buffer = new MessageBuffer();
  private keys = 0;
  private opened = 0;

  /** @param machine new; it applies each batch at once, because clients say what depends on what they heard */
  constructor(machine: StateMachine) {
    this.machine = machine;
    this.maker.timeUs = EPOCH_US;
  }

  make(): readonly Batch[] {
    const { machine, random } = this;
    if (machine.versionMax > 1) this.apply(this.maker.system([encodeActivateVersion(machine.versionMax)]));
    for (let client = 0; client < CLIENTS; client++) this.clients.push(this.openSession());
    const setup = [...this.workloads.flatMap((workload) => workload.setup), ...this.principals()];
    for (let at = 0; at < setup.length; at += SETUP_COMMANDS_PER_BATCH) {
      this.send(this.clients[0]!, setup.slice(at, at + SETUP_COMMANDS_PER_BATCH).map(made));
    }
    for (let nth = 0; nth < BATCHES; nth++) {
      const dice = random.below(100);
      if (dice < 4) this.repeat();
      else if (dice < 6) this.passTime(random.between(1, 5));
      else if (dice === 6) this.replaceSession();
      else if (dice === 7) this.makeMistakes();
      else this.talk();
      if (nth === BATCHES / 2) this.passTime(11 * 60);
    }
    return this.batches;
  }

  private passTime(seconds: number): void {
    this.apply(this.maker.system([encodeTimePassed()], seconds * 1_000_000));
  }

  private openSession(): Client {
    const nonce = new Uint8Array(16).fill(++this.opened);
    const { principalId, roles } = OPERATOR;
    const open = encodeOpenSession({
      nonce,
      principalId,
      roles,
      timeoutMs: 60_000,
      flags: 0,
      replyRingBytes: 4_096,
    });
    this.apply(this.maker.system([open], 1_000));
    return { sessionId: this.maker.position, next: 1, lastRun: undefined };
  }

  private replaceSession(): void {
    const at = this.random.below(CLIENTS);
    const { sessionId } = this.clients[at]!;
    this.apply(this.maker.system([encodeCloseSession({ sessionId, reason: CloseReason.Timeout })], 1_000));
    this.clients[at] = this.openSession();
  }

  /** Some commands of one client, in one run. */
  private talk(): void {
    const { random } = this;
    const client = random.pick(this.clients);
    const drawn = Array.from({ length: random.between(1, 6) }, () => {
      const workload = random.pick(this.workloads);
      return { workload, command: workload.draw(random, 0) };
    });
    const commands = drawn.map(({ command }): MadeCommand => {
      const isKeyed = random.chance(0.1);
      if (isKeyed && random.chance(0.6)) this.keys++;
      const idempotency = { key: `key ${this.keys}`, content: random.chance(0.9) ? "same" : "other" };
      const roles = random.chance(0.03) ? 0 : command.caller.roles;
      return { ...made(command), roles, ...(isKeyed ? { idempotency } : {}) };
    });
    const replies = this.send(client, commands);
    drawn.forEach(({ workload, command }, nth) => {
      if (replies[nth] !== undefined) workload.heard?.(command, replies[nth]);
    });
  }

  private repeat(): void {
    const { lastRun } = this.random.pick(this.clients);
    if (lastRun !== undefined) this.apply(this.maker.make([lastRun], 1_000));
  }

  /** A gap, a session that is none, and a service that is none. */
  private makeMistakes(): void {
    const client = this.random.pick(this.clients);
    const command = made(this.workloads[0]!.draw(this.random, 0));
    const stranger = { ...command, message: command.message.slice() };
    new DataView(stranger.message.buffer).setUint16(4, 999, true);
    const run = (sessionId: number, first: number, commands: MadeCommand[]): MadeRun => ({
      sessionId,
      first,
      commands,
    });
    this.apply(
      this.maker.make([run(client.sessionId, client.next + 5, [command]), run(999_999, 1, [command])]),
    );
    this.send(client, [stranger]);
  }

  private principals(): WorkloadCommand[] {
    const access = protocol(accessContract, accessCodecs);
    const say = (name: string, fields: object): WorkloadCommand => {
      access.named(name)!.encode(fields, this.buffer);
      return { caller: OPERATOR, message: this.buffer.copy() };
    };
    const encryptedSecret = new Uint8Array(48).fill(7);
    return [101, 102, 103].flatMap((principalId) => [
      say("CreatePrincipal", { principalId, roles: Role.Trader, name: `P ${principalId}`, subject: "" }),
      say("CreateApiKey", { principalId, keyId: `key-${principalId}`, encryptedSecret }),
      say("RevokeApiKey", { keyId: `key-${principalId - 1}` }), // Of the one before; the first is refused.
    ]);
  }

  /** @returns the replies, with their headers */
  private send(client: Client, commands: MadeCommand[]): Uint8Array[] {
    const { random } = this;
    const first = client.next;
    const acknowledged = random.chance(0.5) ? first - 1 : Math.max(0, first - 10);
    const run = { sessionId: client.sessionId, first, acknowledged, commands };
    client.next += commands.length;
    client.lastRun = run;
    return this.apply(this.maker.make([run], random.between(1, 40) * 10_000));
  }

  /** @returns the replies to the first run */
  private apply(batch: Batch): Uint8Array[] {
    this.batches.push(batch);
    const [frame] = framesOf(this.machine.apply(batch));
    return frame!.records.map(
      ({ message }) => new Uint8Array(message.buffer, message.byteOffset, message.byteLength),
    );
  }
}

function made({ caller, message }: WorkloadCommand): MadeCommand {
  return { message, principalId: caller.principalId, roles: caller.roles };
}
