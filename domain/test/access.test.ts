import { describe, expect, test } from "vitest";
import { accessContract } from "../access/access-contract.ts";
import { Roles, accessCodecs, accessService } from "../access/access-messages.ts";
import { Access, type AccessLimits, accessLimits } from "../access/access-service.ts";
import { Role } from "../contract/context.ts";
import { type Outcome, Scenario } from "./scenario.ts";
import { fieldsNotInState, loadState, recordState } from "./state-record.ts";

const secret = Uint8Array.of(0, 1, 15, 16, 255);
const alice = { principalId: 10, roles: Roles.Trader, name: "Alice", subject: "alice@example.org" };
const olga = { principalId: 1, roles: Roles.Operator, name: "Olga", subject: "" };

/** Olga runs the place and Alice trades; an operator speaks. */
function given(limits: Partial<AccessLimits> = {}): { scenario: Scenario; access: Access } {
  const access = new Access({ ...accessLimits, ...limits });
  const scenario = new Scenario({
    service: accessService(access),
    contract: accessContract,
    codecs: accessCodecs,
  });
  scenario.as(1, Role.Operator);
  scenario.when("CreatePrincipal", olga).replies("PrincipalStored", { principalId: 1 });
  scenario.when("CreatePrincipal", alice).replies("PrincipalStored", { principalId: 10 });
  return { scenario, access };
}

function createKey(scenario: Scenario, keyId = "alice-1", changes: object = {}): Outcome {
  return scenario.when("CreateApiKey", { keyId, principalId: 10, encryptedSecret: secret, ...changes });
}

describe("principals", () => {
  test("are created enabled, and everyone who caches them hears of it", () => {
    const { scenario } = given();
    const bob = { principalId: 11, roles: Roles.Trader | Roles.MarketMaker, name: "Bob", subject: "" };
    const created = scenario.when("CreatePrincipal", bob);
    expect(created.events).toEqual([
      {
        template: "PrincipalChanged",
        principalId: 11,
        roles: Roles.Trader | Roles.MarketMaker,
        isEnabled: true,
      },
    ]);
    scenario.ask("Principal", { principalId: 11 }).replies("PrincipalDetails", { ...bob, isEnabled: true });
  });

  test("are changed as a whole", () => {
    const { scenario } = given();
    const changed = { ...alice, roles: Roles.Viewer, name: "Alice B.", subject: "ab", isEnabled: false };
    scenario
      .when("ChangePrincipal", changed)
      .replies("PrincipalStored", { principalId: 10 })
      .publishes("PrincipalChanged", { principalId: 10, roles: Roles.Viewer, isEnabled: false });
    scenario.ask("Principal", { principalId: 10 }).replies("PrincipalDetails", changed);
    scenario.ask("PrincipalBySubject", { subject: "ab" }).replies("PrincipalDetails", { principalId: 10 });
    expect(
      scenario.ask("PrincipalBySubject", { subject: alice.subject }).isRejected("UnknownPrincipal").events,
    ).toEqual([]);
  });

  test("are never without an enabled operator, once there is one", () => {
    const { scenario } = given();
    scenario.when("ChangePrincipal", { ...olga, isEnabled: false }).isRejected("LastOperator", 1);
    scenario
      .when("ChangePrincipal", { ...olga, roles: Roles.Viewer, isEnabled: true })
      .isRejected("LastOperator", 1);
    scenario
      .when("ChangePrincipal", { ...alice, roles: Roles.Operator, isEnabled: true })
      .replies("PrincipalStored");
    scenario.when("ChangePrincipal", { ...olga, isEnabled: false }).replies("PrincipalStored");
    expect(
      scenario.when("ChangePrincipal", { ...alice, isEnabled: true }).isRejected("LastOperator", 10).events,
    ).toEqual([]);
  });

  test("that are not well described are refused", () => {
    const { scenario } = given({ principalsMax: 3 });
    const bob = { ...alice, principalId: 11, subject: "" };
    scenario.when("CreatePrincipal", { ...bob, principalId: 0 }).isRejected("PrincipalIdOutOfRange", 0);
    scenario.when("CreatePrincipal", { ...bob, principalId: 10 }).isRejected("PrincipalExists", 10);
    scenario.when("CreatePrincipal", { ...bob, name: "" }).isRejected("NameEmpty");
    scenario.when("CreatePrincipal", { ...bob, subject: alice.subject }).isRejected("SubjectTaken", 10);
    scenario.when("ChangePrincipal", { ...bob, isEnabled: true }).isRejected("UnknownPrincipal", 11);
    scenario.when("CreatePrincipal", bob).replies("PrincipalStored");
    scenario
      .when("ChangePrincipal", { ...bob, subject: alice.subject, isEnabled: true })
      .isRejected("SubjectTaken", 10);
    expect(
      scenario.when("CreatePrincipal", { ...bob, principalId: 12 }).isRejected("TooManyPrincipals", 3).events,
    ).toEqual([]);
  });

  test("may be asked for by themselves, operators and gateways", () => {
    const { scenario } = given();
    scenario.as(10, Role.Trader).ask("Principal", { principalId: 10 }).replies("PrincipalDetails");
    scenario.ask("Principal", { principalId: 1 }).isRejected("Forbidden");
    scenario.ask("PrincipalBySubject", { subject: alice.subject }).isRejected("Forbidden");
    scenario.ask("Principals").isRejected("Forbidden");
    scenario.as(0, Role.Gateway).ask("Principal", { principalId: 1 }).replies("PrincipalDetails");
    scenario.ask("Principal", { principalId: 2 }).isRejected("UnknownPrincipal", 2);
    expect(scenario.ask("PrincipalBySubject", { subject: "" }).isRejected("UnknownPrincipal").events).toEqual(
      [],
    );
  });

  test("are listed by id, a hundred at a time", () => {
    const { scenario } = given();
    for (let principalId = 300; principalId > 200; principalId--) {
      scenario.when("CreatePrincipal", { ...alice, principalId, subject: "" });
    }
    const first = scenario.ask("Principals").replies("PrincipalList", { isLast: false });
    const ids = (outcome: Outcome): unknown[] =>
      (outcome.reply!.principals as { principalId: number }[]).map(({ principalId }) => principalId);
    expect(ids(first).slice(0, 3)).toEqual([1, 10, 201]);
    const rest = scenario
      .ask("Principals", { afterPrincipalId: 298 })
      .replies("PrincipalList", { isLast: true });
    expect(ids(rest)).toEqual([299, 300]);
  });

  test("are managed by operators", () => {
    const { scenario } = given();
    scenario.as(10, Role.Trader | Role.MarketMaker | Role.Viewer | Role.Gateway);
    scenario.when("CreatePrincipal", { ...alice, principalId: 11 }).isRejected("Forbidden");
    scenario.when("ChangePrincipal", { ...alice, isEnabled: true }).isRejected("Forbidden");
    createKey(scenario).isRejected("Forbidden");
    expect(scenario.when("RevokeApiKey", { keyId: "alice-1" }).isRejected("Forbidden").events).toEqual([]);
  });
});

describe("API keys", () => {
  test("are told to gateways only, with their secret and their principal", () => {
    const { scenario } = given();
    createKey(scenario)
      .replies("ApiKeyStored", { keyId: "alice-1", principalId: 10, isRevoked: false })
      .publishes("ApiKeyChanged", { keyId: "alice-1", principalId: 10, isRevoked: false });
    scenario.ask("ApiKey", { keyId: "alice-1" }).isRejected("Forbidden");
    scenario.as(10, Role.Trader).ask("ApiKey", { keyId: "alice-1" }).isRejected("Forbidden");
    expect(scenario.as(0, Role.Gateway).ask("ApiKey", { keyId: "alice-1" }).reply).toEqual({
      template: "ApiKeyDetails",
      keyId: "alice-1",
      principalId: 10,
      roles: Roles.Trader,
      isEnabled: true,
      isRevoked: false,
      encryptedSecret: secret,
    });
    scenario.ask("ApiKey", { keyId: "alice-2" }).isRejected("UnknownApiKey");
  });

  test("that are revoked lose their secret and never come back", () => {
    const { scenario } = given();
    createKey(scenario);
    scenario
      .when("RevokeApiKey", { keyId: "alice-1" })
      .replies("ApiKeyStored", { isRevoked: true })
      .publishes("ApiKeyChanged", { keyId: "alice-1", isRevoked: true });
    scenario.when("RevokeApiKey", { keyId: "alice-1" }).isRejected("ApiKeyRevoked", 10);
    createKey(scenario).isRejected("ApiKeyExists", 10);
    scenario.as(0, Role.Gateway);
    const revoked = { isRevoked: true, encryptedSecret: new Uint8Array(0) };
    expect(scenario.ask("ApiKey", { keyId: "alice-1" }).replies("ApiKeyDetails", revoked).events).toEqual([]);
  });

  test("of a principal are revoked all at once, and everyone who caches them hears of each", () => {
    const { scenario } = given();
    for (const keyId of ["laptop", "robot", "old"]) createKey(scenario, keyId);
    createKey(scenario, "olga-1", { principalId: 1 });
    scenario.when("RevokeApiKey", { keyId: "old" });
    const revoked = scenario
      .when("RevokeAllApiKeys", { principalId: 10 })
      .replies("ApiKeysRevoked", { principalId: 10, keyCount: 2 });
    expect(revoked.events).toEqual([
      { template: "ApiKeyChanged", principalId: 10, isRevoked: true, keyId: "laptop" },
      { template: "ApiKeyChanged", principalId: 10, isRevoked: true, keyId: "robot" },
    ]);
    expect(scenario.when("RevokeAllApiKeys", { principalId: 10 }).replies("ApiKeysRevoked").events).toEqual(
      [],
    );
    scenario.when("RevokeAllApiKeys", { principalId: 99 }).isRejected("UnknownPrincipal", 99);
    scenario.as(10, Role.Trader).when("RevokeAllApiKeys", { principalId: 10 }).isRejected("Forbidden");
    scenario.as(0, Role.Gateway);
    scenario.ask("ApiKey", { keyId: "laptop" }).replies("ApiKeyDetails", {
      isRevoked: true,
      encryptedSecret: new Uint8Array(0),
    });
    scenario.ask("ApiKey", { keyId: "olga-1" }).replies("ApiKeyDetails", { isRevoked: false });
  });

  test("of a principal that is disabled say so", () => {
    const { scenario } = given();
    createKey(scenario);
    scenario.when("ChangePrincipal", { ...alice, isEnabled: false });
    expect(
      scenario
        .as(0, Role.Gateway)
        .ask("ApiKey", { keyId: "alice-1" })
        .replies("ApiKeyDetails", { isEnabled: false }).events,
    ).toEqual([]);
  });

  test("that are not well described are refused", () => {
    const { scenario } = given();
    createKey(scenario, "").isRejected("ApiKeyIdEmpty");
    createKey(scenario, "k", { principalId: 99 }).isRejected("UnknownPrincipal", 99);
    createKey(scenario, "k", { encryptedSecret: new Uint8Array(0) }).isRejected("SecretEmpty");
    expect(scenario.when("RevokeApiKey", { keyId: "k" }).isRejected("UnknownApiKey").events).toEqual([]);
  });

  test("are bounded, in all and for each principal", () => {
    const { scenario } = given({ apiKeysMax: 3, apiKeysPerPrincipalMax: 2 });
    createKey(scenario, "a");
    createKey(scenario, "b");
    scenario.when("RevokeApiKey", { keyId: "a" });
    createKey(scenario, "c").isRejected("TooManyKeysOfPrincipal", 2);
    createKey(scenario, "c", { principalId: 1 }).replies("ApiKeyStored");
    expect(createKey(scenario, "d", { principalId: 1 }).isRejected("TooManyApiKeys", 3).events).toEqual([]);
  });

  test("are listed without secrets, oldest first, for their owner and operators", () => {
    const { scenario } = given();
    for (const keyId of ["z", "a", "m"]) createKey(scenario, keyId);
    scenario.when("RevokeApiKey", { keyId: "z" });
    const keys = [
      { keyId: "z", isRevoked: true },
      { keyId: "a", isRevoked: false },
      { keyId: "m", isRevoked: false },
    ];
    expect(scenario.ask("ApiKeys", { principalId: 10 }).reply).toEqual({
      template: "ApiKeyList",
      principalId: 10,
      keys,
    });
    scenario.ask("ApiKeys", { principalId: 99 }).isRejected("UnknownPrincipal", 99);
    scenario.as(10, Role.Trader).ask("ApiKeys", { principalId: 10 }).replies("ApiKeyList", { keys });
    scenario.ask("ApiKeys", { principalId: 1 }).isRejected("Forbidden");
    scenario.as(0, Role.Gateway).ask("ApiKeys", { principalId: 10 }).isRejected("Forbidden");
  });
});

describe("state", () => {
  function busy(): Access {
    const { scenario, access } = given();
    for (const keyId of ["z", "a"]) createKey(scenario, keyId);
    createKey(scenario, "o", { principalId: 1 });
    scenario.when("RevokeApiKey", { keyId: "a" });
    scenario.when("ChangePrincipal", { ...alice, isEnabled: false });
    return access;
  }

  test("is loaded as it was written, principals by id and keys by age", () => {
    const state = recordState(busy());
    expect(state.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      "principal 1",
      "principal 10",
      "apiKey 1",
      "apiKey 2",
      "apiKey 3",
    ]);
    expect(recordState(loadState(new Access(), state))).toEqual(state);
  });

  test("shows every field that is altered", () => {
    expect(fieldsNotInState(() => new Access(), recordState(busy()))).toEqual([]);
  });
});
