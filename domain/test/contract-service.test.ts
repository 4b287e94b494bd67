import { describe, expect, test } from "vitest";
import type { Context, Output } from "../contract/context.ts";
import { Role } from "../contract/context.ts";
import type { Contract, ContractDefinition, FieldDefinition } from "../contract/contract.ts";
import { ContractError } from "../contract/contract-error.ts";
import { defineContract } from "../contract/define-contract.ts";
import {
  ascii,
  enumOf,
  enumeration,
  flags,
  group,
  id,
  optional,
  setOf,
  since,
  u53,
  u8,
  utf8,
} from "../contract/fields.ts";
import { MessageBuffer } from "../contract/message-buffer.ts";
import type { Handled } from "../contract/service.ts";
import { generateXml } from "../contract/generator/generate.ts";
import { FakeContext } from "./fixtures/fake-context.ts";
import { warehouseContract } from "./fixtures/warehouse-contract.ts";
import type {
  DockClosesDecoder,
  GetPalletsDecoder,
  PalletOverdueDecoder,
  PingDecoder,
  ReceivePalletDecoder,
  ShipPalletDecoder,
  WarehouseHandlers,
  WeighPalletDecoder,
} from "./fixtures/warehouse-messages.ts";
import {
  DockClosesEncoder,
  GetPalletsEncoder,
  PalletMovedDecoder,
  PalletMovedEncoder,
  PalletOverdueEncoder,
  PalletQueuedEncoder,
  PalletShippedDecoder,
  PalletShippedEncoder,
  PalletsDecoder,
  PalletsEncoder,
  PingEncoder,
  PongEncoder,
  RejectedEncoder,
  RejectionCode,
  ShipPalletEncoder,
  WarehouseClient,
  Zone,
  warehouseService,
} from "./fixtures/warehouse-messages.ts";

import {
  PalletOverdueDecoder as OldOverdueDecoder,
  PalletOverdueEncoder as OldOverdueEncoder,
} from "./fixtures/warehouse-v1-messages.ts";

class Warehouse implements WarehouseHandlers {
  private readonly palletShipped: PalletShippedEncoder = new PalletShippedEncoder();
  private readonly palletMoved: PalletMovedEncoder = new PalletMovedEncoder();
  private readonly pallets: PalletsEncoder = new PalletsEncoder();
  private readonly pong: PongEncoder = new PongEncoder();
  readonly fired: object[] = [];

  onReceivePallet(_command: ReceivePalletDecoder, context: Context): void {
    context.reject(RejectionCode.ZoneFull, 3);
  }

  onShipPallet(command: ShipPalletDecoder, context: Context): void {
    this.palletShipped.reply(context).palletId = command.palletId;
    const moved = this.palletMoved.publish(context);
    moved.zone = Zone.Cold;
    moved.palletId = command.palletId;
  }

  onPing(_command: PingDecoder, context: Context): void {
    this.pong.reply(context);
  }

  onWeighPallet(_command: WeighPalletDecoder, context: Context): void {
    context.reject(RejectionCode.UnknownPallet);
  }

  onPalletOverdue(timer: PalletOverdueDecoder): void {
    this.fired.push({ key: timer.key, ...timer.toObject() });
  }

  onDockCloses(timer: DockClosesDecoder): void {
    this.fired.push({ key: timer.key });
  }

  onGetPallets(query: GetPalletsDecoder, context: Context): void {
    const { pallets } = this.pallets.reply(context);
    for (let palletId = 1; palletId <= query.zone; palletId++) pallets.add().palletId = palletId;
  }

  takeSnapshot(): void {}
  loadSnapshot(): void {}
}

const warehouse = new Warehouse();
const service = warehouseService(warehouse);

function bytesOf(encode: (output: Output) => unknown): DataView {
  const buffer = new MessageBuffer();
  encode(buffer);
  return new DataView(buffer.copy().buffer as ArrayBuffer);
}

const shipPallet = bytesOf((output) => (new ShipPalletEncoder().claim(output).palletId = 5));

describe("a service", () => {
  test("has the name and schema of its contract", () => {
    expect([service.name, service.schemaId]).toEqual(["warehouse", 60]);
  });

  test("hands a command to its handler, which replies and publishes", () => {
    const context = new FakeContext({ roles: Role.Trader });
    service.onCommand(shipPallet, 0, shipPallet.byteLength, context);
    expect(new PalletShippedDecoder().wrap(context.replies.view, 0).palletId).toBe(5);
    expect(new PalletMovedDecoder().wrap(context.events.view, 0).palletId).toBe(5);
  });

  test.each([
    [0, [RejectionCode.Forbidden]],
    [Role.Viewer | Role.Gateway, [RejectionCode.Forbidden]],
    [Role.Trader, []],
    [Role.Operator, []],
    [Role.Operator | Role.Viewer, []],
  ])("with roles %i answers with rejections %j", (roles, rejections) => {
    const context = new FakeContext({ roles });
    service.onCommand(shipPallet, 0, shipPallet.byteLength, context);
    expect(context.rejections).toEqual(rejections);
    expect(context.events.message()).toHaveLength(rejections.length === 0 ? 34 : 0);
  });

  test("lets everyone send what asks for no role", () => {
    const context = new FakeContext({ roles: 0 });
    const ping = bytesOf((output) => new PingEncoder().claim(output));
    service.onCommand(ping, 0, ping.byteLength, context);
    expect(context.rejections).toEqual([]);
    expect(context.replies.message()).toHaveLength(8);
  });

  test("answers queries", () => {
    const context = new FakeContext({ roles: 0 });
    const query = bytesOf((output) => (new GetPalletsEncoder().claim(output).zone = Zone.Dry));
    service.onQuery(query, 0, query.byteLength, context);
    expect(new PalletsDecoder().wrap(context.replies.view, 0).toObject()).toEqual({
      seq: 0,
      pallets: [{ palletId: 1 }, { palletId: 2 }],
    });
  });

  test("does not take a query for a command", () => {
    const context = new FakeContext({ roles: Role.Operator });
    const query = bytesOf((output) => (new GetPalletsEncoder().claim(output).zone = Zone.Dry));
    service.onCommand(query, 0, query.byteLength, context);
    expect(context.rejections).toEqual([RejectionCode.Unsupported]);
  });

  test("checks foreign bytes", () => {
    expect(service.validate(shipPallet, 0, shipPallet.byteLength)).toBeUndefined();
    expect(service.validate(shipPallet, 0, 5)).toBe("a message has 5 bytes, fewer than a message header's 8");
  });

  test("does without handlers for sessions", () => {
    const context = new FakeContext({ roles: 0 });
    service.onSessionOpened(context);
    service.onSessionClosed(context);
    expect(context.rejections).toEqual([]);
  });

  test("does not compile with a handler that returns a promise", () => {
    type PingHandler = Pick<WarehouseHandlers, "onPing">;
    class Asynchronous implements PingHandler {
      // @ts-expect-error A promise is not nothing.
      async onPing(): Promise<void> {}
    }
    // @ts-expect-error Nor when the handlers are a plain object.
    const handlers: PingHandler = { onPing: async () => {} };
    const synchronous: PingHandler = { onPing: (): Handled => undefined };
    expect([Asynchronous, handlers, synchronous]).toHaveLength(3);
  });
});

describe("a timer of a contract", () => {
  const overdue = { zone: Zone.Dry, bay: 7, label: "A-1", ownerId: 2 ** 40 };
  const fire = (id: number, payload: DataView): object | undefined => {
    service.onTimer(id, 99, payload, new FakeContext({ roles: 0 }));
    return warehouse.fired.pop();
  };
  const scheduled = (schedule: (context: FakeContext) => unknown): [FakeContext, DataView] => {
    const context = new FakeContext({ roles: 0, version: 2 });
    schedule(context);
    const payload = context.timers.copy();
    return [context, new DataView(payload.buffer, payload.byteOffset, Math.max(payload.length, 8))];
  };

  test("is set under a key with its fields, and comes to its handler with both", () => {
    const [context, payload] = scheduled((given) =>
      new PalletOverdueEncoder().schedule(given, 5_000, 99).set({ ...overdue, warnings: 1, dockId: 4 }),
    );
    expect(context.scheduled).toEqual([[5_000, 50, 99]]);
    expect(fire(50, payload)).toEqual({ key: 99, ...overdue, warnings: 1, dockId: 4 });
  });

  test("without fields has no payload", () => {
    const context = new FakeContext({ roles: 0 });
    new DockClosesEncoder().schedule(context, 5_000, 99);
    expect(context.scheduled).toEqual([[5_000, 51, 99]]);
    expect(context.timers.message()).toHaveLength(0);
    expect(fire(51, new DataView(new ArrayBuffer(8)))).toEqual({ key: 99 });
  });

  test("is cancelled by its key", () => {
    const context = new FakeContext({ roles: 0 });
    new PalletOverdueEncoder().cancel(context, 99);
    expect(context.cancelled).toEqual([[50, 99]]);
  });

  test("that an older build set has what it had, and for what is newer the fallback", () => {
    const [, payload] = scheduled((given) => new OldOverdueEncoder().schedule(given, 5_000, 99).set(overdue));
    expect(fire(50, payload)).toEqual({ key: 99, ...overdue, warnings: 3 });
  });

  test("that a newer build set is read by an older one without what is newer", () => {
    const [, payload] = scheduled((given) =>
      new PalletOverdueEncoder().schedule(given, 5_000, 99).set({ ...overdue, warnings: 1, dockId: 4 }),
    );
    expect(new OldOverdueDecoder().wrap(payload, 0).toObject()).toEqual(overdue);
  });

  test("that the contract does not know is an error, which halts the apply", () => {
    expect(() => fire(7, new DataView(new ArrayBuffer(8)))).toThrow(
      "timer is 7; it takes the id of a timer of warehouse",
    );
  });

  test("is in no published schema", () => {
    expect(generateXml(warehouseContract)).not.toContain("PalletOverdue");
  });
});

describe("a client", () => {
  const answering = (reply: DataView): { client: WarehouseClient; sent: [number, Uint8Array][] } => {
    const sent: [number, Uint8Array][] = [];
    const request = (schemaId: number, message: Uint8Array): Promise<Uint8Array> => {
      sent.push([schemaId, message]);
      return Promise.resolve(new Uint8Array(reply.buffer));
    };
    return { client: new WarehouseClient({ request }), sent };
  };

  test("sends a command and says which reply came", async () => {
    const queued = bytesOf((output) => (new PalletQueuedEncoder().claim(output).place = 4));
    const { client, sent } = answering(queued);
    expect(await client.shipPallet({ palletId: 5, stops: [], seals: [] })).toEqual({
      template: "PalletQueued",
      place: 4,
    });
    const oldest = bytesOf((output) => (new ShipPalletEncoder().claim(output, 1).palletId = 5));
    expect(sent).toEqual([[60, new Uint8Array(oldest.buffer)]]);
  });

  test("gives a rejection as a reply", async () => {
    const rejected = bytesOf((output) =>
      new RejectedEncoder().claim(output).set({ code: RejectionCode.ZoneFull, value: 3 }),
    );
    const reply = await answering(rejected).client.ping({});
    expect(reply).toEqual({ template: "Rejected", code: 10, value: 3 });
    const code: number | undefined = reply.template === "Rejected" ? reply.code : undefined; // Narrowed by its template.
    expect(code).toBe(RejectionCode.ZoneFull);
  });

  test("refuses a reply that is none", async () => {
    await expect(answering(shipPallet).client.ping({})).rejects.toThrow(
      "reply is 2; it takes a template of a reply of warehouse",
    );
  });
});

describe("a contract that breaks a rule is refused, naming the place:", () => {
  const fields = (given: Record<string, FieldDefinition>): Partial<ContractDefinition> => ({
    enums: { Side: enumeration("u8", { Buy: 1 }) },
    commands: { Move: { id: 1, doc: "", roles: 0, reply: "Done", fields: given } },
  });

  const timers = (given: Record<string, FieldDefinition>): Partial<ContractDefinition> => ({
    timers: { Late: { id: 9, doc: "", key: "", fields: given } },
  });

  const rules: [string, Partial<ContractDefinition>, string][] = [
    ["a name that is not lower case", { name: "Shop" }, "name"],
    ["a schema id out of range", { schemaId: 65_535 }, "schemaId"],
    [
      "a template id twice",
      { replies: { Done: { id: 2, doc: "", fields: {} }, Again: { id: 2, doc: "", fields: {} } } },
      "template ids",
    ],
    ["the rejection's template id", { replies: { Done: { id: 65_535, doc: "", fields: {} } } }, "Done.id"],
    ["a rejection code that is built in", { rejections: { Full: { code: 1, doc: "" } } }, "rejection Full"],
    [
      "a rejection code twice",
      { rejections: { A: { code: 10, doc: "" }, B: { code: 10, doc: "" } } },
      "rejections",
    ],
    [
      "an enum value that is the null value",
      { enums: { Side: enumeration("u8", { Buy: 255 }) } },
      "Side.Buy",
    ],
    ["an enum value twice", { enums: { Side: enumeration("u8", { Buy: 1, Sell: 1 }) } }, "Side"],
    ["a flag beyond its bits", { sets: { Flags: flags("u8", { Last: 8 }) } }, "Flags.Last"],
    ["an unknown reply", { replies: {} }, "Move.reply"],
    ["an unknown enum", fields({ side: enumOf("Colour", "") }), "Move.side"],
    ["an unknown set", fields({ side: setOf("Colours", "") }), "Move.side"],
    ["a message with the name of a type", { enums: { Move: enumeration("u8", { Up: 1 }) } }, "names"],
    ["the rejection's name", { replies: { Rejected: { id: 2, doc: "", fields: {} } } }, "Rejected"],
    ["a name that generated code has", { enums: { Context: enumeration("u8", { A: 1 }) } }, "Context"],
    ["a field after a group", fields({ list: group(1, "", { a: u8("") }), late: u8("") }), "Move.late"],
    ["a group after data", fields({ text: utf8(1, ""), list: group(1, "", { a: u8("") }) }), "Move.list"],
    ["an older field after a younger one", fields({ a: since(1, u8(""), 0), b: u8("") }), "Move.b"],
    [
      "older data after a younger group",
      fields({ a: since(1, group(1, "", { a: u8("") })), b: utf8(1, "") }),
      "Move.b",
    ],
    ["a younger field without a fallback", fields({ a: since(1, u8("")) }), "Move.a"],
    ["a field from the future", fields({ a: since(2, u8(""), 0) }), "Move.a since"],
    ["optional data", fields({ a: optional(utf8(1, "")) }), "Move.a"],
    ["a name that codecs use", fields({ offset: u8("") }), "Move.offset"],
    ["a name like a presence getter's", fields({ hasPrice: u8("") }), "Move.hasPrice"],
    ["a timer with data", timers({ text: utf8(8, "") }), "Late.text"],
    ["a timer with a list", timers({ list: group(1, "", { a: u8("") }) }), "Late.list"],
    ["a timer with a key of its own", timers({ key: u8("") }), "Late.key"],
    ["a timer that is too long", timers({ a: ascii(200, ""), b: ascii(49, "") }), "Late"],
    [
      "a timer with a message's id",
      { timers: { Late: { id: 1, doc: "", key: "", fields: {} } } },
      "template ids",
    ],
    ["a timer with a message's name", { timers: { Move: { id: 9, doc: "", key: "", fields: {} } } }, "names"],
    ["an empty entry", fields({ list: group(1, "", {}) }), "Move.list"],
    ["a text without length", fields({ text: ascii(0, "") }), "Move.text"],
    [
      "an event on an unknown channel",
      { events: { Moved: { id: 3, doc: "", channel: "air", fields: {} } } },
      "Moved.channel",
    ],
    [
      "an event without its channel's key",
      {
        channels: { air: { doc: "", key: "shipId" } },
        events: { Moved: { id: 3, doc: "", channel: "air", fields: {} } },
      },
      "Moved.shipId",
    ],
    ["a channel with an unknown image", { channels: { air: { doc: "", image: "GetAir" } } }, "air.image"],
  ];

  test.each(rules)("%s", (_, change, place) => {
    const good: ContractDefinition = {
      name: "shop",
      schemaId: 1,
      version: 1,
      doc: "",
      commands: {
        Move: { id: 1, doc: "", roles: 0, reply: "Done", fields: { shipId: id(""), count1: u53("") } },
      },
      replies: { Done: { id: 2, doc: "", fields: {} } },
    };
    expect(defineContract(good).rejections).toHaveProperty("Forbidden");
    const define = (): Contract => defineContract({ ...good, ...change });
    expect(define).toThrow(ContractError);
    expect(define).toThrow(expect.objectContaining({ code: "BAD_CONTRACT", field: place }));
  });
});
