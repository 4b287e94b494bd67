/** Who speaks: a principal with the roles that a gateway would vouch for. */
export interface Caller {
  readonly principalId: number;
  /** Bits of `Role`. */
  readonly roles: number;
  /** For messages to people. */
  readonly name?: string;
  /** Of several sessions of one principal, which; one unless said otherwise. */
  readonly session?: string;
}

/** One thing that is done in a scenario, as bytes and instants: enough to do it again elsewhere. */
export type Step =
  | { readonly kind: "connect"; readonly caller: Caller }
  | { readonly kind: "disconnect"; readonly caller: Caller }
  | {
      readonly kind: "command";
      readonly caller: Caller;
      readonly message: Uint8Array;
      readonly words: () => string;
    }
  | {
      readonly kind: "query";
      readonly caller: Caller;
      readonly message: Uint8Array;
      readonly words: () => string;
    }
  /** A version of the services begins. */
  | { readonly kind: "activate"; readonly version: number }
  /** Time goes on to an instant, at which timers may be due. */
  | { readonly kind: "time"; readonly toUs: number };

/** What came of a step: messages with their headers, without padding. */
export interface StepOutputs {
  readonly reply: Uint8Array | undefined;
  readonly events: readonly Uint8Array[];
}

/** Which session of the scenario a caller speaks in. */
export function sessionKey({ principalId, session = "" }: Caller): string {
  return `${principalId}/${session}`;
}

export function callerName({ name, principalId }: Caller): string {
  return name ?? `principal ${principalId}`;
}

export function stepInWords(step: Step): string {
  switch (step.kind) {
    case "connect":
    case "disconnect":
      return `${callerName(step.caller)} ${step.kind}s`;
    case "activate":
      return `version ${step.version} is activated`;
    case "time":
      return `time goes on to ${instantInWords(step.toUs)}`;
    default:
      return `${step.words()} by ${callerName(step.caller)}`;
  }
}

export function instantInWords(us: number): string {
  const micros = String(us % 1_000_000).padStart(6, "0");
  return `${new Date(Math.floor(us / 1_000_000) * 1_000).toISOString().slice(0, 19)}.${micros}Z`;
}
