import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Output } from "../contract/context.ts";
import { ContractError } from "../contract/contract-error.ts";
import { MessageBuffer } from "../contract/message-buffer.ts";
import { arbitraryPallet } from "./fixtures/arbitrary-pallet.ts";
import { FakeContext } from "./fixtures/fake-context.ts";
import { HostileOutput } from "./fixtures/hostile-output.ts";
import {
  dispatchWarehouseCommand,
  PalletMovedEncoder,
  PalletOverdueEncoder,
  PalletWeighedEncoder,
  type ReceivePallet,
  ReceivePalletDecoder,
  ReceivePalletEncoder,
  RejectionCode,
  ScalesUsedEncoder,
  ShipPalletEncoder,
  validateWarehouseRequest,
  warehouseCodecs,
  WarehouseDecoders,
  type WarehouseHandlers,
  WeighPalletEncoder,
  Zone,
} from "./fixtures/warehouse-messages.ts";
import * as older from "./fixtures/warehouse-v1-messages.ts";

/** What an encoder makes, in memory that moves whenever it can. */
function written(encode: (output: Output) => void): number[] {
  const output = new HostileOutput();
  encode(output);
  const view = output.message();
  return [...new Uint8Array(view.buffer, view.byteOffset, view.byteLength)];
}

const codec = (name: string) => warehouseCodecs.find((candidate) => candidate.name === name)!;
const versionIn = (bytes: number[]): number => bytes[6]! + bytes[7]! * 256;

/** With nothing in it that came in version 2. */
const old = (pallet: ReceivePallet): ReceivePallet => ({
  ...pallet,
  dockId: undefined,
  express: true,
  boxes: pallet.boxes.map((box) => ({ ...box, gap: 7 })),
  trace: new Uint8Array(0),
});

describe("a newer build, while version 1 is active,", () => {
  test("writes the bytes of the older build, whatever it sets", () => {
    fc.assert(
      fc.property(arbitraryPallet, (pallet) => {
        const newer = written((output) => void new ReceivePalletEncoder().claim(output, 1).set(pallet));
        expect(newer).toEqual(
          written((output) => void new older.ReceivePalletEncoder().claim(output).set(pallet)),
        );
      }),
      { numRuns: 200 },
    );
  });

  test("leaves out groups that came later, and what is put into them", () => {
    const shipped = { palletId: 4, stops: [{ stopId: 5 }], seals: [{ seal: 6 }, { seal: 7 }] };
    expect(written((output) => void new ShipPalletEncoder().claim(output, 1).set(shipped))).toEqual(
      written((output) => void new older.ShipPalletEncoder().claim(output).set(shipped)),
    );
  });

  test("sets timers with the fields that the older build has", () => {
    const context = new FakeContext({ roles: 0 });
    const fields = { zone: Zone.Cold, bay: 3, label: "A", warnings: 9, dockId: 4 };
    new PalletOverdueEncoder().schedule(context, 5, 1)!.set(fields);
    expect([...context.timers.message()]).toEqual(
      written((output) => void new older.PalletOverdueEncoder().claim(output).set(fields)),
    );
  });

  test("publishes no event that came later", () => {
    const context = new FakeContext({ roles: 0 });
    new ScalesUsedEncoder().publish(context).set({ zone: Zone.Dry, seq: 1 });
    expect(context.events.message()).toHaveLength(0);
    const active = new FakeContext({ roles: 0, version: 2 });
    new ScalesUsedEncoder().publish(active).set({ zone: Zone.Dry, seq: 1 });
    expect(versionIn([...active.events.message()])).toBe(2);
  });

  test("rejects a command that came later as the older build does, and refuses to give a reply that did", () => {
    const calls: number[] = [];
    const handlers = { onWeighPallet: () => calls.push(1) } as unknown as WarehouseHandlers;
    const output = new MessageBuffer();
    new WeighPalletEncoder().claim(output).set({ palletId: 1 });
    const context = new FakeContext({ roles: 0 });
    dispatchWarehouseCommand(handlers, new WarehouseDecoders(), output.view, 0, context);
    expect([context.rejections, calls]).toEqual([[RejectionCode.Unsupported], []]);
    expect(() => new PalletWeighedEncoder().reply(context)).toThrow(ContractError);
    const active = new FakeContext({ roles: 0, version: 2 });
    dispatchWarehouseCommand(handlers, new WarehouseDecoders(), output.view, 0, active);
    expect([active.rejections, calls]).toEqual([[], [1]]);
    expect(new PalletWeighedEncoder().reply(active).view).toBe(active.replies.view);
  });
});

test("a message that never grew is the same bytes in every version", () => {
  const moved = { zone: Zone.Cold, seq: 1, palletId: 2, weightGrams: 3, arrived: true };
  expect(written((output) => void new PalletMovedEncoder().claim(output).set(moved))).toEqual(
    written((output) => void new older.PalletMovedEncoder().claim(output).set(moved)),
  );
});

test("with version 2 active, everything is written, and an older reader finds what it knows", () => {
  fc.assert(
    fc.property(arbitraryPallet, (pallet) => {
      const bytes = written((output) => void new ReceivePalletEncoder().claim(output, 5).set(pallet));
      const view = new DataView(Uint8Array.from(bytes).buffer);
      expect(versionIn(bytes)).toBe(2);
      expect(new ReceivePalletDecoder().wrap(view, 0).toObject()).toEqual(pallet);
      const {
        remark: _late,
        photo: _later,
        ...known
      } = new older.ReceivePalletDecoder().wrap(view, 0).toObject();
      expect(pallet).toMatchObject(known);
    }),
    { numRuns: 100 },
  );
});

describe("a client that says what version 1 can say", () => {
  test("is understood by builds of version 1, from whatever build it is", () => {
    fc.assert(
      fc.property(arbitraryPallet.map(old), (pallet) => {
        const bytes = written((output) => codec("ReceivePallet").encode(pallet, output));
        expect(bytes).toEqual(
          written((output) => void new older.ReceivePalletEncoder().claim(output).set(pallet)),
        );
        const view = new DataView(Uint8Array.from(bytes).buffer);
        expect(older.validateWarehouseRequest(view, 0, view.byteLength)).toBeUndefined();
        expect(new ReceivePalletDecoder().wrap(view, 0).toObject()).toEqual(withoutUndefined(pallet));
      }),
      { numRuns: 100 },
    );
  });

  test.each<[string, Partial<ReceivePallet>]>([
    ["a field", { dockId: 4 }],
    ["a field whose value is not what readers of older messages see", { express: false }],
    ["a field of a group's entry", { boxes: [{ quantity: 1, sku: "A", gap: 8, serials: [], comment: "" }] }],
    ["data", { trace: Uint8Array.of(1) }],
  ])("and with %s that came later, is refused by them", (_what, later) => {
    const [pallet] = fc.sample(arbitraryPallet, { numRuns: 1, seed: 3 });
    const bytes = written((output) => codec("ReceivePallet").encode({ ...old(pallet!), ...later }, output));
    expect(versionIn(bytes)).toBe(2);
    const view = new DataView(Uint8Array.from(bytes).buffer);
    expect(validateWarehouseRequest(view, 0, view.byteLength)).toBeUndefined();
    expect(older.validateWarehouseRequest(view, 0, view.byteLength)).toMatch(/version 2 .* newer/);
  });
});

function withoutUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined));
}
