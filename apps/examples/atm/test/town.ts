import {
  AccountBinding,
  accountService,
  type BookTotals,
  BookTotalsDecoder,
  DepositEncoder,
  BooksEncoder,
} from "@lockstep/account/account-messages";
import { Account } from "@lockstep/account/account-service";
import type { Dialer } from "@lockstep/cluster/transport/connection";
import { Role } from "@lockstep/domain/contract/context";
import { MessageBuffer } from "@lockstep/domain/contract/message-buffer";
import { Ear, Rig } from "../../../../cluster/test/node-rig.ts";
import { slowDialer } from "../../../../cluster/test/slow-dialer.ts";
import {
  atmService,
  TotalsEncoder,
  LoadCashEncoder,
  type CashTotals,
  CashTotalsDecoder,
  WithdrawEncoder,
} from "../atm-messages.ts";
import { Atm } from "../atm-service.ts";

const ATMS = 2;
const ACCOUNTS = 4;
const OPERATOR = { principalId: 1, roles: Role.Operator };
const ACCOUNT_SCHEMA_ID = 41;

/**
 * Cash machines and a bank as two clusters in memory, or as one, on a time that is moved by hand; what happens to
 * them follows from the seed.
 */
export class Town {
  begun = 0;
  private readonly atms: Rig;
  private readonly accounts: Rig;
  private readonly ear = new Ear();
  private readonly buffer = new MessageBuffer();
  private readonly submit: (rig: Rig, message: Uint8Array) => void;
  private readonly down: [Rig, number][] = [];
  private isCut = false;
  private state: number;

  constructor({ seed, apart = true, nodes = 3 }: { seed: number; apart?: boolean; nodes?: number }) {
    this.state = seed * 7_919;
    const machines = () =>
      atmService(new Atm(new AccountBinding({ principalId: 900, roles: Role.Operator })));
    const bank = () => accountService(new Account());
    this.accounts = new Rig({
      nodes,
      clusterId: 88,
      services: apart ? () => [bank()] : () => [machines(), bank()],
    });
    const found = slowDialer(this.accounts.dialer, this.accounts.world, () => this.below(12));
    const dialer: Dialer = {
      dial: (endpoint, listener, onOpen) => found.dial(this.isCut ? "node-0" : endpoint, listener, onOpen),
    };
    const endpoints = this.accounts.members.map(({ clientAddress }) => clientAddress);
    const target = { schemaId: ACCOUNT_SCHEMA_ID, name: "account", endpoints, secret: undefined };
    this.atms = apart
      ? new Rig({
          nodes,
          services: () => [machines()],
          links: { targets: [target], dialer },
          beside: this.accounts,
        })
      : this.accounts;
    const clients = new Map([this.atms, this.accounts].map((rig) => [rig, rig.client()]));
    let tag = 0;
    this.submit = (rig, message) =>
      clients.get(rig)!.submit(OPERATOR, message, { timeoutMs: 600_000 }, this.ear, ++tag);
    for (const rig of this.rigs) this.atms.runUntil(() => rig.leader !== undefined, "a leader");
    for (let accountId = 1; accountId <= ACCOUNTS; accountId++) {
      new DepositEncoder().claim(this.buffer).set({ accountId, amountCents: 100_000_00 });
      this.submit(this.accounts, this.buffer.copy());
    }
    for (let atmId = 1; atmId <= ATMS; atmId++) {
      new LoadCashEncoder().claim(this.buffer).set({ atmId, amountCents: 100_000_000_00 });
      this.submit(this.atms, this.buffer.copy());
    }
    this.atms.runUntil(() => this.ear.answers.length === tag, "money and cash are there");
  }

  withdraw({ accountId, amountCents }: { accountId: number; amountCents: number }): void {
    new WithdrawEncoder().claim(this.buffer).set({ atmId: 1 + this.below(ATMS), accountId, amountCents: Math.min(amountCents, 900_000_00) }); // prettier-ignore
    this.submit(this.atms, this.buffer.copy());
    this.begun++;
  }

  run(ms: number): void {
    this.atms.run(ms);
  }

  /** No connection between the clusters. */
  cut(): void {
    this.isCut = true;
    for (const test of this.accounts.nodes.values()) {
      if (!test.isUp || this.atms === this.accounts) continue;
      for (const client of test.node.ingress.clients) client.connection.destroy();
    }
  }

  mend(): void {
    this.isCut = false;
  }

  /** People want cash while nodes are killed and started again, and the clusters cut off from each other. */
  live(steps: number): void {
    for (let step = 0; step < steps; step++) {
      for (let n = this.below(4); n > 0; n--) {
        const isTooMuch = this.below(12) === 0;
        const amountCents = isTooMuch ? 900_000_00 : 20_00 + this.below(200_00);
        this.withdraw({ accountId: 1 + this.below(ACCOUNTS), amountCents });
      }
      this.run(this.below(10));
      this.trouble();
      this.run(this.below(300));
    }
  }

  /** All is well again, and what was begun comes to its end. */
  settle(): void {
    this.mend();
    for (const [rig, nodeId] of this.down.splice(0)) rig.start(nodeId);
    for (const rig of this.rigs) this.atms.runUntil(() => rig.leader !== undefined, "a leader");
    this.atms.runUntil(
      () => {
        if (this.rigs.some((rig) => rig.leader === undefined)) return false;
        const { openCount, doneCount, refusedCount, timedOutCount, disputedCount } = this.machines();
        const ended = doneCount + refusedCount + timedOutCount + disputedCount;
        return openCount === 0 && ended === this.begun;
      },
      "everything is over",
      60_000,
    );
  }

  machines(): CashTotals {
    new TotalsEncoder().claim(this.buffer).set({});
    return new CashTotalsDecoder().wrap(this.ask(this.atms), 0).toObject();
  }

  bank(): BookTotals {
    new BooksEncoder().claim(this.buffer).set({});
    return new BookTotalsDecoder().wrap(this.ask(this.accounts), 0).toObject();
  }

  private get rigs(): Rig[] {
    return [this.atms, this.accounts];
  }

  private trouble(): void {
    const rig = this.rigs[this.below(2)]!;
    switch (this.below(6)) {
      case 0:
      case 1:
        if (rig.leader === undefined) return;
        this.down.push([rig, rig.leader.nodeId]);
        rig.crash(rig.leader.nodeId);
        return;
      case 2:
      case 3: {
        const back = this.down.shift();
        if (back !== undefined) back[0].start(back[1]);
        return;
      }
      case 4:
        this.cut();
        return;
      case 5:
        this.mend();
    }
  }

  private ask(rig: Rig): DataView {
    const message = this.buffer.copy();
    const view = new DataView(message.buffer);
    const answer = rig.leader!.applier.machine.query(view, 0, message.length, 1, Role.Operator).slice();
    return new DataView(answer.buffer);
  }

  private below(bound: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * bound);
  }
}
