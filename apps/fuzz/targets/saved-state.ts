import { checksum } from "@lockstep/cluster/checksum";
import { EMPTY_CONFIGURATION } from "@lockstep/cluster/raft/configuration";
import {
  HEAD_BYTES,
  loadSnapshot,
  readHead,
  writeSnapshot,
} from "@lockstep/cluster/snapshots/snapshot-format";
import type { ClusteredService } from "@lockstep/cluster/service";
import { StateBytesReader, StateBytesWriter } from "@lockstep/cluster/state-bytes";
import { StateMachine } from "@lockstep/cluster/state-machine";
import { Access } from "@lockstep/domain/access/access-service";
import { accessService } from "@lockstep/domain/access/access-messages";
import { createAccounts } from "@lockstep/domain/accounts/accounts-service";
import { Ledger } from "@lockstep/domain/accounts/ledger";
import { exchangeLimits } from "@lockstep/domain/exchange/exchange-limits";
import { exchangeService } from "@lockstep/domain/exchange/exchange-messages";
import { Exchange } from "@lockstep/domain/exchange/exchange-service";
import { ticketingService } from "@lockstep/domain/ticketing/ticketing-messages";
import { Ticketing } from "@lockstep/domain/ticketing/ticketing-service";
import { ACCEPTED, type Target } from "../target.ts";

const SECTIONS_OFFSET = 128;
const SECTION_BYTES = 64;

/** State as bytes: tagged values with names. */
export function stateBytes(): Target {
  const writer = new StateBytesWriter();
  for (let key = 1; key <= 3; key++) {
    writer.entity("account", key);
    writer.number("balance", key * 100);
    writer.text("name", `Account ${key}`);
    writer.bytes("blob", new Uint8Array(key * 3).fill(key));
  }
  return {
    name: "state-bytes",
    corpus: [writer.toBytes()],
    decode: (input) => {
      const reader = new StateBytesReader(input);
      while (reader.entity("account") !== undefined) {
        reader.number("balance");
        reader.text("name");
        reader.bytes("blob");
      }
      return reader.isAtEnd ? ACCEPTED : "NOT_AT_END";
    },
  };
}

/** A snapshot's file, or what another node sends of one, loaded into new services. */
export function snapshots(): Target {
  const makeMachine = (): StateMachine =>
    new StateMachine({ services: smallServices, seed: 1, clusterId: 7 });
  const members = [1, 2].map((nodeId) => ({
    nodeId,
    incarnation: 1,
    life: 0,
    peerAddress: `10.0.0.${nodeId}:9101`,
    clientAddress: `10.0.0.${nodeId}:9001`,
    gatewayUrl: "",
    isPlaced: false,
  }));
  const membership = {
    index: 1,
    configuration: { ...EMPTY_CONFIGURATION, voters: [65_537, 131_073] },
    members,
  };
  const pieces: { offset: number; bytes: Uint8Array }[] = [];
  const { bytes: size } = writeSnapshot(
    makeMachine(),
    { term: 3, hash: 9, membership },
    { write: (offset, bytes) => pieces.push({ offset, bytes: bytes.slice() }) },
  );
  const whole = new Uint8Array(size);
  for (const { offset, bytes } of pieces) whole.set(bytes, offset);
  return {
    name: "snapshots",
    corpus: [whole],
    mend: mendSnapshot,
    claimMax: (bytes) => 67_108_864 + bytes * 512, // New services take some megabytes.
    decode: (input) => {
      const source = {
        name: "fuzz",
        bytes: input.length,
        createdMs: 0,
        read: (offset: number, length: number) => input.subarray(offset, offset + length),
      };
      readHead(source); // Before there is a machine, which takes longer to make than to fill.
      loadSnapshot(source, makeMachine());
      return ACCEPTED;
    },
  };
}

/** As the exchange node runs them, with bounds that a test can afford to reach. */
function smallServices(): ClusteredService[] {
  const ledger = new Ledger();
  return [
    createAccounts(ledger),
    exchangeService(new Exchange(ledger, { ...exchangeLimits, ordersMax: 2 ** 12 - 1 })),
    ticketingService(new Ticketing(ledger)),
    accessService(new Access()),
  ];
}

function mendSnapshot(input: Uint8Array): void {
  if (input.length < HEAD_BYTES) return;
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  view.setUint32(16, input.length, true);
  view.setUint32(20, 0, true);
  for (let at = SECTIONS_OFFSET; at < HEAD_BYTES; at += SECTION_BYTES) {
    const offset = view.getUint32(at, true);
    const length = view.getUint32(at + 8, true);
    if (length > 0) view.setUint32(at + 16, checksum(input.subarray(offset, offset + length)), true);
  }
  view.setUint32(0, checksum(input.subarray(4, HEAD_BYTES)), true);
}
