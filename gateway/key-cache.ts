import type { Principal } from "./authenticator.ts";
import { Problem } from "./problem.ts";
import type { SecretBox } from "./secret-box.ts";

/** A key as the cluster's state has it. */
export interface StoredKey {
  readonly principalId: number;
  readonly roles: number;
  /** As `SecretBox.seal` made it. */
  readonly sealedSecret: Uint8Array;
}

/** Where keys come from: the access service's state, through the cluster; or a table in tests. */
export interface KeySource {
  /** @returns undefined when there is no such key, or it or its principal is disabled */
  find(keyId: string): Promise<StoredKey | undefined>;
  /** Calls the listener with each key that may have changed, or without one when any may have. */
  onChange(listener: (keyId?: string) => void): void;
}

/** A key in memory, ready for checking signatures. */
export interface ApiKey {
  readonly principal: Principal;
  readonly secret: Uint8Array;
}

export interface KeyCacheOptions {
  readonly source: KeySource;
  /** Undefined: nothing can be unsealed, so that only development keys work. */
  readonly secretBox: SecretBox | undefined;
  readonly entriesMax: number;
  /** Keys are looked up anew after this time even when no change was heard of. */
  readonly maxAgeMs: number;
  /** As above, for keys that were not found: floods of wrong keys must not reach the cluster. */
  readonly unknownMaxAgeMs: number;
  readonly monotonicNow: () => number;
}

/** The keys in use, unsealed. Bounded; forgets a key as soon as the source says that it changed. */
export class KeyCache {
  readonly #options: KeyCacheOptions;
  readonly #known = new Map<string, { readonly key: ApiKey; readonly untilMs: number }>();
  /** Apart from the known ones, so that a flood of wrong keys does not push them out. */
  readonly #unknownUntilMs = new Map<string, number>();
  readonly #lookups = new Map<string, Promise<ApiKey | undefined>>();
  readonly #changeListeners: ((keyId?: string) => void)[] = [];
  /** Counts changes, so that an answer from before a change is not kept. */
  #generation = 0;

  constructor(options: KeyCacheOptions) {
    this.#options = options;
    options.source.onChange((keyId) => {
      this.#generation++;
      if (keyId === undefined) this.#known.clear();
      else this.#known.delete(keyId);
      this.#unknownUntilMs.clear();
      for (const listener of this.#changeListeners) listener(keyId);
    });
  }

  /** Calls the listener after a key, or any key, was forgotten because it may have changed. */
  onChange(listener: (keyId?: string) => void): void {
    this.#changeListeners.push(listener);
  }

  get(keyId: string): ApiKey | undefined | Promise<ApiKey | undefined> {
    const nowMs = this.#options.monotonicNow();
    const entry = this.#known.get(keyId);
    if (entry !== undefined && entry.untilMs > nowMs) return entry.key;
    if ((this.#unknownUntilMs.get(keyId) ?? 0) > nowMs) return undefined;
    const pending = this.#lookups.get(keyId);
    if (pending !== undefined) return pending;
    if (this.#lookups.size >= LOOKUPS_MAX) {
      throw new Problem("KEYS_UNAVAILABLE", "Too many unknown keys are being looked up. Retry later.");
    }
    const lookup = this.#lookUp(keyId).finally(() => this.#lookups.delete(keyId));
    this.#lookups.set(keyId, lookup);
    return lookup;
  }

  async #lookUp(keyId: string): Promise<ApiKey | undefined> {
    const generation = this.#generation;
    let stored: StoredKey | undefined;
    try {
      stored = await this.#options.source.find(keyId);
    } catch (error) {
      throw new Problem("KEYS_UNAVAILABLE", `The key could not be looked up: ${(error as Error).message}`);
    }
    const key = stored === undefined ? undefined : this.#unseal(keyId, stored);
    if (generation === this.#generation) this.#keep(keyId, key);
    return key;
  }

  #unseal(keyId: string, stored: StoredKey): ApiKey {
    const { secretBox } = this.#options;
    if (secretBox === undefined) {
      throw new Problem("KEYS_UNAVAILABLE", "This gateway has no key file to unseal secrets with.");
    }
    const principal = { keyId, principalId: stored.principalId, roles: stored.roles };
    try {
      return { principal, secret: secretBox.unseal(keyId, stored.sealedSecret) };
    } catch (error) {
      throw new Problem("KEYS_UNAVAILABLE", (error as Error).message);
    }
  }

  #keep(keyId: string, key: ApiKey | undefined): void {
    const { entriesMax, maxAgeMs, unknownMaxAgeMs, monotonicNow } = this.#options;
    if (key === undefined) {
      this.#known.delete(keyId);
      if (this.#unknownUntilMs.size >= entriesMax) this.#unknownUntilMs.clear();
      this.#unknownUntilMs.set(keyId, monotonicNow() + unknownMaxAgeMs);
      return;
    }
    if (this.#known.size >= entriesMax && !this.#known.has(keyId)) {
      const [oldest] = this.#known.keys();
      this.#known.delete(oldest);
    }
    this.#known.set(keyId, { key, untilMs: monotonicNow() + maxAgeMs });
  }
}

const LOOKUPS_MAX = 256;
