import { StateMachine } from "@lockstep/cluster/state-machine";
import type { StateSection } from "@lockstep/cluster/state-machine-snapshot";
import { encodeOpenSession } from "@lockstep/cluster/system-messages";
import { BatchMaker, CLUSTER_ID, START_US, framesOf } from "@lockstep/cluster/test/state-machine-batches";
import { AccessClient } from "@lockstep/domain/access/access-messages";
import { Role } from "@lockstep/domain/contract/context";
import type { ClientChannel } from "@lockstep/domain/contract/service";
import {
  ExchangeClient,
  OrderType,
  type PlaceOrder,
  SelfTradePrevention,
  Side,
  TimeInForce,
} from "@lockstep/domain/exchange/exchange-messages";
import { TicketingClient, Together } from "@lockstep/domain/ticketing/ticketing-messages";
import { expect, test } from "vitest";
import { accepted } from "@lockstep/host/cluster-channel";
import { demo } from "../demo.ts";
import { application } from "../application.ts";
import { fieldsOf } from "./saved-state.ts";

const ROLES = Role.Trader | Role.MarketMaker | Role.Operator | Role.Viewer | Role.Gateway;
const CALLER = { principalId: 1, roles: ROLES };

function newMachine(): StateMachine {
  return new StateMachine({ services: () => application.services(), seed: 1, clusterId: CLUSTER_ID });
}

/** Sends a typed client's messages through a state machine, in one session, one batch each. */
class MachineChannel implements ClientChannel {
  readonly machine: StateMachine = newMachine();
  private readonly maker = new BatchMaker();
  private lastCorrelationId = 0;
  private readonly sessionId = 1;

  constructor() {
    const nonce = new Uint8Array(16).fill(7);
    const open = encodeOpenSession({ nonce, ...CALLER, timeoutMs: 60_000, replyRingBytes: 0, flags: 0 });
    this.machine.apply(this.maker.system([open]));
  }

  request(_schemaId: number, message: Uint8Array): Promise<Uint8Array> {
    const first = ++this.lastCorrelationId;
    const idempotency = { key: `key ${first}`, content: "content" };
    const commands = [{ message, ...CALLER, idempotency }];
    const outputs = this.machine.apply(this.maker.make([{ sessionId: this.sessionId, first, commands }], 1));
    const reply = framesOf(outputs)[0]!.records[0]!.message;
    return Promise.resolve(new Uint8Array(reply.buffer, reply.byteOffset, reply.byteLength));
  }
}

/** All services with something of every kind in them: the demo, and what its visitors do. */
async function busyMachine(): Promise<StateMachine> {
  const channel = new MachineChannel();
  await demo.fill(channel, START_US);
  const exchange = new ExchangeClient(channel);
  const order: PlaceOrder = {
    accountId: 1,
    marketId: 2,
    clientOrderId: 77,
    side: Side.Buy,
    type: OrderType.Limit,
    timeInForce: TimeInForce.GoodTillDate,
    selfTradePrevention: SelfTradePrevention.CancelNewest,
    postOnly: false,
    priceTicks: 65_010,
    quantityLots: 15,
    expiresAtUs: START_US + 60_000_000,
  };
  accepted(await exchange.placeOrder(order)); // Trades 10 lots and rests with 5.
  const { clientOrderId: _, ...unnamed } = order;
  const { orderId } = accepted(await exchange.placeOrder({ ...unnamed, priceTicks: 60_000 }));
  accepted(await exchange.cancelOrder({ accountId: 1, orderId })); // Nothing to remember: its place is free.

  const tickets = new TicketingClient(channel);
  const party = { showId: 1, accountId: 1, seatCount: 2, attributesAllowed: 0, together: Together.Row };
  const { holdId } = accepted(await tickets.holdBestAvailable(party));
  accepted(await tickets.buyHold({ holdId }));
  accepted(await tickets.holdBestAvailable(party));
  accepted(await tickets.createChart({ chartId: 9, focalX: 1, focalY: 2, name: "being built" }));

  const access = new AccessClient(channel);
  accepted(await access.createPrincipal({ principalId: 3, roles: 0, name: "Ann", subject: "oidc:ann" }));
  const encryptedSecret = new Uint8Array(32).fill(3);
  accepted(await access.createApiKey({ principalId: 1, keyId: "key-of-the-test", encryptedSecret }));
  return channel.machine;
}

const KINDS = [
  "cluster",
  "session",
  "timer",
  "idempotencyKey",
  "service 1 > asset",
  "service 1 > account",
  "service 1 > balance",
  "service 2 > exchange",
  "service 2 > market",
  "service 2 > order",
  "service 2 > freeOrder",
  "service 3 > boxOffice",
  "service 3 > chart",
  "service 3 > section",
  "service 3 > row",
  "service 3 > seat",
  "service 3 > show",
  "service 3 > price",
  "service 3 > showSection",
  "service 3 > hold",
  "service 3 > ticket",
  "service 4 > principal",
  "service 4 > apiKey",
];

function hashWith(saved: readonly StateSection[]): string {
  const machine = newMachine();
  machine.load(saved);
  return machine.stateHash();
}

test("the state hash of all services together changes with each field of each kind of entity", async () => {
  const machine = await busyMachine();
  const saved: StateSection[] = [];
  machine.save((section) => saved.push(section));
  const original = machine.stateHash();
  expect(hashWith(saved)).toBe(original);

  const tried = new Map<string, "seen" | "refused" | "missed" | "empty">();
  for (const field of fieldsOf(saved)) {
    const name = `${field.kind}.${field.name}`;
    const known = tried.get(name);
    if (known !== undefined && known !== "empty") continue; // Once for each kind, in the first entity that has it.
    const altered = field.alter();
    tried.set(name, altered === undefined ? "empty" : verdictOn(altered, original));
  }
  const all = (verdict: string) => [...tried].filter(([, found]) => found === verdict).map(([name]) => name);
  expect(all("empty")).toEqual(["timer.payload"]); // No timer of these services has fields.
  // Not state, but where the log goes on; the digests are compared beside the hash.
  expect(all("missed")).toEqual([
    "machine.appliedIndex",
    "machine.logBytes",
    "machine.repliesDigest",
    "machine.eventsDigest",
  ]);
  // Shows without their chart and tickets without their show are not loaded at all.
  expect(all("refused")).toEqual([
    "service 3 > chart.sealed",
    "service 3 > show.chartId",
    "service 3 > ticket.showId",
  ]);
  const kinds = [...new Set(all("seen").map((name) => name.slice(0, name.lastIndexOf("."))))];
  expect(kinds).toEqual(KINDS);
});

function verdictOn(altered: readonly StateSection[], original: string): "seen" | "refused" | "missed" {
  try {
    return hashWith(altered) === original ? "missed" : "seen";
  } catch {
    return "refused";
  }
}
