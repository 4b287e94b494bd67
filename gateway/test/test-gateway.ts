import { protocol } from "@lockstep/domain/contract/protocol";
import { pino } from "pino";
import { createGateway, type Gateway, type GatewayOptions } from "../gateway.ts";
import type { KeySource, StoredKey } from "../key-cache.ts";
import { KEY_HEADER, SIGNATURE_HEADER, signRequest, TIMESTAMP_HEADER } from "../request-signature.ts";
import { SecretBox } from "../secret-box.ts";
import { kioskContract } from "./fixtures/kiosk-contract.ts";
import { kioskCodecs, kioskService } from "./fixtures/kiosk-messages.ts";
import { Kiosk } from "./kiosk.ts";
import { MemoryCluster } from "./memory-cluster.ts";

export const DEVELOPMENT_KEY = "dev-0123456789abcdef";
export const TRADER = 1;
export const OPERATOR = 4;
export const NOW_MS = 1_767_225_600_000;

/** Keys that tests sign with. */
export class TableOfKeys implements KeySource {
  readonly box: SecretBox = new SecretBox(new Uint8Array(32).fill(7));
  readonly keys = new Map<string, StoredKey>();
  lookups = 0;
  #listener: (keyId?: string) => void = () => undefined;

  add(keyId: string, secret: string, principalId: number, roles: number): void {
    this.keys.set(keyId, { principalId, roles, sealedSecret: this.box.seal(keyId, Buffer.from(secret)) });
  }
  remove(keyId: string): void {
    this.keys.delete(keyId);
    this.#listener(keyId);
  }
  async find(keyId: string): Promise<StoredKey | undefined> {
    this.lookups++;
    return this.keys.get(keyId);
  }
  onChange(listener: (keyId?: string) => void): void {
    this.#listener = listener;
  }
}

export interface TestGateway {
  readonly gateway: Gateway;
  readonly cluster: MemoryCluster;
  readonly kiosk: Kiosk;
  readonly keys: TableOfKeys;
  readonly clock: { nowMs: number };
}

export const kioskProtocol: ReturnType<typeof protocol> = protocol(kioskContract, kioskCodecs);

/** A gateway over a kiosk: development key for principal 5, key "alice" with secret "wonder" for principal 7. */
export async function startTestGateway(options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const kiosk = new Kiosk();
  const cluster = new MemoryCluster(kioskService(kiosk));
  const keys = new TableOfKeys();
  keys.add("alice", "wonder", 7, TRADER);
  const clock = { nowMs: NOW_MS };
  const gateway = await createGateway({
    protocols: [kioskProtocol],
    port: cluster,
    keySource: () => keys,
    secretBox: keys.box,
    developmentKeys: [{ key: DEVELOPMENT_KEY, principalId: 5, roles: TRADER | OPERATOR }],
    logger: pino({ level: "silent" }),
    now: () => clock.nowMs,
    ...options,
  });
  return { gateway, cluster, kiosk, keys, clock };
}

/** The headers of a request signed with alice's key. */
export function signed(
  method: string,
  path: string,
  body = "",
  { keyId = "alice", secret = "wonder", timestampMs = NOW_MS } = {},
): Record<string, string> {
  return {
    "content-type": "application/json",
    [KEY_HEADER]: keyId,
    [TIMESTAMP_HEADER]: String(timestampMs),
    [SIGNATURE_HEADER]: signRequest(Buffer.from(secret), String(timestampMs), method, path, body),
  };
}

export const STOCK = { shelfId: 1, quantity: 10, size: "small" };
