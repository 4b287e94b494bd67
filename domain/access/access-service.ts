import { type Context, Role, type StateReader, type StateWriter } from "../contract/context.ts";
import {
  type AccessHandlers,
  ApiKeyChangedEncoder,
  ApiKeyDetailsEncoder,
  ApiKeyStoredEncoder,
  ApiKeyListEncoder,
  ApiKeysRevokedEncoder,
  type ChangePrincipalDecoder,
  type CreateApiKeyDecoder,
  type CreatePrincipalDecoder,
  type ApiKeyDecoder,
  type PrincipalBySubjectDecoder,
  type PrincipalDecoder,
  type ApiKeysDecoder,
  type PrincipalsDecoder,
  PrincipalChangedEncoder,
  PrincipalDetailsEncoder,
  PrincipalStoredEncoder,
  PrincipalListEncoder,
  RejectionCode,
  type RevokeAllApiKeysDecoder,
  type RevokeApiKeyDecoder,
} from "./access-messages.ts";
import { bytesOfHex, hexOfBytes } from "./hex.ts";

/** Bounds of memory and of replies. */
export interface AccessLimits {
  readonly principalsMax: number;
  /** Revoked ones count: they stay, so that their names are never used again. */
  readonly apiKeysMax: number;
  /** With revoked ones, as one reply lists them. */
  readonly apiKeysPerPrincipalMax: number;
}

export const accessLimits: AccessLimits = {
  principalsMax: 100_000,
  apiKeysMax: 200_000,
  apiKeysPerPrincipalMax: 1_000,
};

interface Principal {
  readonly principalId: number;
  readonly name: string;
  readonly subject: string;
  /** Bits of `Role`. */
  readonly roles: number;
  readonly isEnabled: boolean;
}

interface ApiKey {
  readonly keyId: string;
  readonly principalId: number;
  readonly encryptedSecret: Uint8Array;
  readonly isRevoked: boolean;
}

const listMax = 100;

/**
 * Who may speak to the cluster, and with which keys. Gateways ask for what they do not know and
 * forget what an event says has changed; secrets come in and go out as only they can read them.
 *
 * Invariant: once there is an enabled operator, there always is one. Cold path.
 */
export class Access implements AccessHandlers {
  private readonly limits: AccessLimits;
  private readonly principals = new Map<number, Principal>();
  private readonly principalIdBySubject = new Map<string, number>();
  /** In the order they were created. */
  private readonly keys = new Map<string, ApiKey>();
  private readonly keyIdsByPrincipal = new Map<number, string[]>();
  private operatorCount = 0;
  private readonly principalStored = new PrincipalStoredEncoder();
  private readonly apiKeyStored = new ApiKeyStoredEncoder();
  private readonly apiKeysRevoked = new ApiKeysRevokedEncoder();
  private readonly principalDetails = new PrincipalDetailsEncoder();
  private readonly apiKeyDetails = new ApiKeyDetailsEncoder();
  private readonly principalList = new PrincipalListEncoder();
  private readonly apiKeyList = new ApiKeyListEncoder();
  private readonly principalChanged = new PrincipalChangedEncoder();
  private readonly apiKeyChanged = new ApiKeyChangedEncoder();

  constructor(limits: AccessLimits = accessLimits) {
    this.limits = limits;
  }

  onCreatePrincipal(command: CreatePrincipalDecoder, context: Context): void {
    const { principalsMax } = this.limits;
    const principal: Principal = { ...command.toObject(), isEnabled: true };
    const { principalId } = principal;
    if (principalId === 0) return context.reject(RejectionCode.PrincipalIdOutOfRange, 0);
    if (this.principals.has(principalId)) return context.reject(RejectionCode.PrincipalExists, principalId);
    if (this.principals.size >= principalsMax) {
      return context.reject(RejectionCode.TooManyPrincipals, principalsMax);
    }
    this.storePrincipal(principal, context);
  }

  onChangePrincipal(command: ChangePrincipalDecoder, context: Context): void {
    const principal: Principal = command.toObject();
    const before = this.principals.get(principal.principalId);
    if (before === undefined) return context.reject(RejectionCode.UnknownPrincipal, principal.principalId);
    if (isOperator(before) && !isOperator(principal) && this.operatorCount === 1) {
      return context.reject(RejectionCode.LastOperator, principal.principalId);
    }
    this.storePrincipal(principal, context);
  }

  onCreateApiKey(command: CreateApiKeyDecoder, context: Context): void {
    const { apiKeysMax, apiKeysPerPrincipalMax } = this.limits;
    const key: ApiKey = { ...command.toObject(), isRevoked: false };
    const { principalId, keyId } = key;
    const taken = this.keys.get(keyId);
    if (!this.principals.has(principalId)) return context.reject(RejectionCode.UnknownPrincipal, principalId);
    if (keyId === "") return context.reject(RejectionCode.ApiKeyIdEmpty);
    if (taken !== undefined) return context.reject(RejectionCode.ApiKeyExists, taken.principalId);
    if (key.encryptedSecret.length === 0) return context.reject(RejectionCode.SecretEmpty);
    if (this.keys.size >= apiKeysMax) return context.reject(RejectionCode.TooManyApiKeys, apiKeysMax);
    if (this.keyIdsOf(principalId).length >= apiKeysPerPrincipalMax) {
      return context.reject(RejectionCode.TooManyKeysOfPrincipal, apiKeysPerPrincipalMax);
    }
    this.addKey(key);
    this.answerKey(key, context);
  }

  onRevokeApiKey(command: RevokeApiKeyDecoder, context: Context): void {
    const key = this.keys.get(command.keyId);
    if (key === undefined) return context.reject(RejectionCode.UnknownApiKey);
    if (key.isRevoked) return context.reject(RejectionCode.ApiKeyRevoked, key.principalId);
    this.answerKey(this.revoke(key), context);
  }

  onRevokeAllApiKeys(command: RevokeAllApiKeysDecoder, context: Context): void {
    const { principalId } = command;
    if (!this.principals.has(principalId)) return context.reject(RejectionCode.UnknownPrincipal, principalId);
    const keys = this.keyIdsOf(principalId).map((keyId) => this.keys.get(keyId)!);
    const good = keys.filter((key) => !key.isRevoked);
    this.apiKeysRevoked.reply(context).set({ principalId, keyCount: good.length });
    for (const key of good) this.publishKey(this.revoke(key), context);
  }

  onPrincipal(query: PrincipalDecoder, context: Context): void {
    const { principalId } = query;
    const mayAsk = (context.roles & (Role.Operator | Role.Gateway)) !== 0;
    if (!mayAsk && principalId !== context.principalId) return context.reject(RejectionCode.Forbidden);
    const principal = this.principals.get(principalId);
    if (principal === undefined) return context.reject(RejectionCode.UnknownPrincipal, principalId);
    this.principalDetails.reply(context).set(principal);
  }

  onPrincipalBySubject(query: PrincipalBySubjectDecoder, context: Context): void {
    const principal = this.principals.get(this.principalIdBySubject.get(query.subject) ?? 0);
    if (principal === undefined) return context.reject(RejectionCode.UnknownPrincipal);
    this.principalDetails.reply(context).set(principal);
  }

  onApiKey(query: ApiKeyDecoder, context: Context): void {
    const key = this.keys.get(query.keyId);
    if (key === undefined) return context.reject(RejectionCode.UnknownApiKey);
    const { roles, isEnabled } = this.principals.get(key.principalId)!; // Principals are never removed.
    this.apiKeyDetails.reply(context).set({ ...key, roles, isEnabled });
  }

  onPrincipals(query: PrincipalsDecoder, context: Context): void {
    const after = query.hasAfterPrincipalId ? query.afterPrincipalId : 0;
    const found = this.principalsInOrder().filter(({ principalId }) => principalId > after);
    const principals = found.slice(0, listMax);
    this.principalList.reply(context).set({ isLast: found.length <= listMax, principals });
  }

  onApiKeys(query: ApiKeysDecoder, context: Context): void {
    const { principalId } = query;
    const mayAsk = (context.roles & Role.Operator) !== 0;
    if (!mayAsk && principalId !== context.principalId) return context.reject(RejectionCode.Forbidden);
    if (!this.principals.has(principalId)) return context.reject(RejectionCode.UnknownPrincipal, principalId);
    const keys = this.keyIdsOf(principalId).map((keyId) => this.keys.get(keyId)!);
    this.apiKeyList.reply(context).set({
      principalId,
      keys: keys.map(({ keyId, isRevoked }) => ({ keyId, isRevoked })),
    });
  }

  takeSnapshot(writer: StateWriter): void {
    for (const principal of this.principalsInOrder()) {
      writer.entity("principal", principal.principalId);
      writer.text("name", principal.name);
      writer.text("subject", principal.subject);
      writer.number("roles", principal.roles);
      writer.number("enabled", principal.isEnabled ? 1 : 0);
    }
    let number = 0;
    for (const key of this.keys.values()) {
      writer.entity("apiKey", ++number); // Keys have no number of their own: the order of creation is one.
      writer.text("keyId", key.keyId);
      writer.number("principalId", key.principalId);
      writer.number("revoked", key.isRevoked ? 1 : 0);
      writer.text("encryptedSecret", hexOfBytes(key.encryptedSecret));
    }
  }

  loadSnapshot(reader: StateReader): void {
    for (let id = reader.entity("principal"); id !== undefined; id = reader.entity("principal")) {
      this.setPrincipal({
        principalId: id,
        name: reader.text("name"),
        subject: reader.text("subject"),
        roles: reader.number("roles"),
        isEnabled: reader.number("enabled") === 1,
      });
    }
    while (reader.entity("apiKey") !== undefined) {
      this.addKey({
        keyId: reader.text("keyId"),
        principalId: reader.number("principalId"),
        isRevoked: reader.number("revoked") === 1,
        encryptedSecret: bytesOfHex(reader.text("encryptedSecret")),
      });
    }
  }

  private storePrincipal(principal: Principal, context: Context): void {
    const { principalId, name, subject } = principal;
    const subjectOf = this.principalIdBySubject.get(subject);
    if (name === "") return context.reject(RejectionCode.NameEmpty);
    if (subjectOf !== undefined && subjectOf !== principalId) {
      return context.reject(RejectionCode.SubjectTaken, subjectOf);
    }
    this.setPrincipal(principal);
    this.principalStored.reply(context).principalId = principalId;
    const changed = this.principalChanged.publish(context);
    changed.principalId = principalId;
    changed.roles = principal.roles;
    changed.isEnabled = principal.isEnabled;
  }

  private setPrincipal(principal: Principal): void {
    const { principalId, subject } = principal;
    const before = this.principals.get(principalId);
    if (before !== undefined) {
      this.principalIdBySubject.delete(before.subject);
      if (isOperator(before)) this.operatorCount--;
    }
    if (subject !== "") this.principalIdBySubject.set(subject, principalId);
    if (isOperator(principal)) this.operatorCount++;
    this.principals.set(principalId, principal);
  }

  private addKey(key: ApiKey): void {
    this.keys.set(key.keyId, key);
    this.keyIdsByPrincipal.set(key.principalId, [...this.keyIdsOf(key.principalId), key.keyId]);
  }

  private keyIdsOf(principalId: number): readonly string[] {
    return this.keyIdsByPrincipal.get(principalId) ?? [];
  }

  private revoke(key: ApiKey): ApiKey {
    const revoked: ApiKey = { ...key, isRevoked: true, encryptedSecret: new Uint8Array(0) };
    this.keys.set(key.keyId, revoked); // A key that is in a map keeps its place in the order.
    return revoked;
  }

  private answerKey(key: ApiKey, context: Context): void {
    const { keyId, principalId, isRevoked } = key;
    this.apiKeyStored.reply(context).set({ keyId, principalId, isRevoked });
    this.publishKey(key, context);
  }

  private publishKey({ keyId, principalId, isRevoked }: ApiKey, context: Context): void {
    this.apiKeyChanged.publish(context).set({ keyId, principalId, isRevoked });
  }

  private principalsInOrder(): Principal[] {
    return [...this.principals.values()].sort((a, b) => a.principalId - b.principalId);
  }
}

function isOperator({ roles, isEnabled }: Principal): boolean {
  return isEnabled && (roles & Role.Operator) !== 0;
}
