import { Role } from "../contract/context.ts";
import type { Contract } from "../contract/contract.ts";
import { defineContract } from "../contract/define-contract.ts";
import { ascii, bool, data, flags, group, optional, setOf, u32, utf8 } from "../contract/fields.ts";

const principalId = u32("the principal");
const roles = setOf("Roles", "what it may do");
const isEnabled = bool("whether it may do anything at all");
const name = utf8(100, "name, for people");
const subject = utf8(200, "subject of its JSON Web Tokens; empty when it has none");
const keyId = ascii(40, "public name of the key");
const isRevoked = bool("a revoked key is never accepted again");

/** Who may speak to the cluster, and the keys by which they prove it. */
export const accessContract: Contract = defineContract({
  name: "access",
  schemaId: 4,
  version: 0,
  doc: "Principals and their API keys.",

  sets: {
    // Without the gateway's role: a gateway proves itself to a node, nobody grants it.
    Roles: flags("u8", {
      Trader: [0, "places orders, holds and buys"],
      MarketMaker: [1, "as a trader, under a market maker's terms"],
      Operator: [2, "sets up and runs everything"],
      Viewer: [3, "looks"],
    }),
  },

  commands: {
    CreatePrincipal: {
      id: 1,
      doc: "Adds someone who may speak to the cluster.",
      roles: Role.Operator,
      reply: "PrincipalStored",
      fields: { principalId: u32("chosen by the operator, from 1"), roles, name, subject },
    },
    ChangePrincipal: {
      id: 2,
      doc: "Changes all there is to say of a principal.",
      roles: Role.Operator,
      reply: "PrincipalStored",
      fields: { principalId, roles, isEnabled, name, subject },
    },
    CreateApiKey: {
      id: 3,
      doc: "Gives a principal a key. Its secret was encrypted outside the log.",
      roles: Role.Operator,
      reply: "ApiKeyStored",
      fields: { principalId, keyId, encryptedSecret: data(512, "the secret, as only gateways can read it") },
    },
    RevokeApiKey: {
      id: 4,
      doc: "Takes a key away for ever and forgets its secret.",
      roles: Role.Operator,
      reply: "ApiKeyStored",
      fields: { keyId },
    },
    RevokeAllApiKeys: {
      id: 5,
      doc: "Takes all keys of a principal away at once: a laptop was stolen, a contract ended.",
      roles: Role.Operator,
      reply: "ApiKeysRevoked",
      fields: { principalId },
    },
  },

  queries: {
    Principal: {
      id: 20,
      doc: "Asks for a principal; one's own, unless an operator or a gateway asks.",
      reply: "PrincipalDetails",
      fields: { principalId },
    },
    PrincipalBySubject: {
      id: 21,
      doc: "Asks who a JSON Web Token speaks for.",
      roles: Role.Gateway | Role.Operator,
      reply: "PrincipalDetails",
      fields: { subject },
    },
    ApiKey: {
      id: 22,
      doc: "Asks for a key with its encrypted secret and its principal.",
      roles: Role.Gateway,
      reply: "ApiKeyDetails",
      fields: { keyId },
    },
    Principals: {
      id: 23,
      doc: "Lists principals in the order of their ids.",
      roles: Role.Operator | Role.Gateway,
      reply: "PrincipalList",
      fields: { afterPrincipalId: optional(u32("lists those after this one; absent for the first")) },
    },
    ApiKeys: {
      id: 24,
      doc: "Lists the keys of a principal without secrets, oldest first; one's own, unless an operator asks.",
      reply: "ApiKeyList",
      fields: { principalId },
    },
  },

  replies: {
    PrincipalStored: { id: 40, doc: "The principal is as asked.", fields: { principalId } },
    ApiKeyStored: { id: 41, doc: "The key is as asked.", fields: { principalId, isRevoked, keyId } },
    ApiKeysRevoked: {
      id: 42,
      doc: "None of the principal's keys is accepted any more.",
      fields: { principalId, keyCount: u32("keys that were good until now") },
    },
    PrincipalDetails: {
      id: 60,
      doc: "A principal.",
      fields: { principalId, roles, isEnabled, name, subject },
    },
    ApiKeyDetails: {
      id: 61,
      doc: "A key and what a gateway needs to check requests signed with it.",
      fields: {
        principalId,
        roles,
        isEnabled,
        isRevoked,
        keyId,
        encryptedSecret: data(512, "the secret, as only gateways can read it; empty when revoked"),
      },
    },
    PrincipalList: {
      id: 62,
      doc: "Principals in the order of their ids.",
      fields: {
        isLast: bool("there are none after these"),
        principals: group(100, "the principals", { principalId, roles, isEnabled, name, subject }),
      },
    },
    ApiKeyList: {
      id: 63,
      doc: "Keys of a principal, oldest first.",
      fields: { principalId, keys: group(1_000, "the keys", { isRevoked, keyId }) },
    },
  },

  channels: {
    access: { doc: "Changes to a principal and its keys.", key: "principalId", private: true },
  },
  events: {
    PrincipalChanged: {
      id: 80,
      doc: "A principal was added or changed: what gateways remember of it is out of date.",
      channel: "access",
      fields: { principalId, roles, isEnabled },
    },
    ApiKeyChanged: {
      id: 81,
      doc: "A key was added or revoked: what gateways remember of it is out of date.",
      channel: "access",
      fields: { principalId, isRevoked, keyId },
    },
  },

  rejections: {
    UnknownPrincipal: { code: 100, doc: "there is no such principal; value is its id, when asked by id" },
    PrincipalExists: { code: 101, doc: "the principal's id is taken" },
    PrincipalIdOutOfRange: { code: 102, doc: "principals' ids begin at 1: 0 is nobody" },
    SubjectTaken: { code: 103, doc: "the subject belongs to another principal; value is that principal" },
    NameEmpty: { code: 104, doc: "a principal needs a name" },
    LastOperator: { code: 105, doc: "nobody enabled would be an operator any more" },
    TooManyPrincipals: { code: 106, doc: "there is no room for another principal; value is the bound" },
    UnknownApiKey: { code: 107, doc: "there is no such key" },
    ApiKeyExists: { code: 108, doc: "the key's name is taken; value is its principal" },
    ApiKeyIdEmpty: { code: 109, doc: "a key needs a name" },
    ApiKeyRevoked: { code: 110, doc: "the key has been revoked already" },
    SecretEmpty: { code: 111, doc: "a key needs a secret" },
    TooManyApiKeys: { code: 112, doc: "there is no room for another key; value is the bound" },
    TooManyKeysOfPrincipal: {
      code: 113,
      doc: "the principal has as many keys as it may; value is the bound",
    },
  },
});
