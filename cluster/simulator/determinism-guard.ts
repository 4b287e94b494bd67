import nodeCrypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import nodeTimers from "node:timers";
import type { ClusteredService } from "../service.ts";

/** A handler did what another node, or a replay, would do differently. */
export class DeterminismError extends Error {
  override readonly name = "DeterminismError";
  readonly code = "NOT_DETERMINISTIC";
  /** What was called: `Date.now`. */
  readonly call: string;

  constructor(call: string, handler: string, instead: string) {
    super(`${call} in ${handler}: another node, or a replay, would see something else. Instead, ${instead}`);
    this.call = call;
  }
}

/** Name of a message of the service, for people; undefined when it is not known. */
export type NameOf = (templateId: number) => string | undefined;

/**
 * From now on, while a handler of this service runs, whatever is not a function of the log throws: clocks, chance,
 * timers, microtasks, the environment, the network. (Promises are refused by the types of handlers.) A handler that catches it gains nothing: it is thrown again when
 * the handler ends. For tests and the simulator; in production, nothing is guarded and nothing costs.
 *
 * @returns the same service
 */
export function guardHandlers(service: ClusteredService, nameOf: NameOf = () => undefined): ClusteredService {
  install();
  const { name } = service;
  const message = (view: DataView, offset: number): string => {
    const templateId = view.getUint16(offset + 2, true);
    return `the handler of ${nameOf(templateId) ?? `template ${templateId}`} (${name})`;
  };
  const guard = <P extends unknown[]>(
    handler: (...parameters: P) => void,
    describe: (...parameters: P) => string,
  ): ((...parameters: P) => void) => {
    const handle = handler.bind(service);
    return (...parameters) =>
      run(
        () => describe(...parameters),
        () => handle(...parameters),
      );
  };
  /* oxlint-disable typescript/unbound-method -- each is bound above */
  service.onCommand = guard(service.onCommand, message);
  service.onQuery = guard(service.onQuery, message);
  service.onTimer = guard(service.onTimer, (kind) => `the timer ${nameOf(kind) ?? kind} (${name})`);
  service.onSessionOpened = guard(service.onSessionOpened, () => `onSessionOpened of ${name}`);
  service.onSessionClosed = guard(service.onSessionClosed, () => `onSessionClosed of ${name}`);
  if (service.onVersionActivated !== undefined) {
    service.onVersionActivated = guard(service.onVersionActivated, () => `onVersionActivated of ${name}`);
  }
  service.takeSnapshot = guard(service.takeSnapshot, () => `takeSnapshot of ${name}`);
  service.loadSnapshot = guard(service.loadSnapshot, () => `loadSnapshot of ${name}`);
  /* oxlint-enable typescript/unbound-method */
  return service;
}

/** Which handler runs; undefined: none, and everything is allowed. */
let running: (() => string) | undefined;
/** The first thing that it did and must not. */
let found: DeterminismError | undefined;

function run(handler: () => string, body: () => void): void {
  const outer = running;
  running = handler;
  let thrown: unknown;
  try {
    body();
  } catch (error) {
    thrown = error;
  }
  running = outer;
  thrown = found ?? thrown; // Whatever the handler made of it.
  found = undefined;
  if (thrown !== undefined) throw thrown;
}

function refuse(call: string, instead: string): void {
  if (running === undefined) return;
  const handler = running;
  running = undefined; // Whoever makes stack traces readable may look at the clock.
  found ??= new DeterminismError(call, handler(), instead);
  running = handler;
  throw found;
}

const time = "use context.now, the cluster's time";
const chance = "use context.random(bound) or context.nextId()";
const later = "set a timer with context.schedule(deadline, kind, key)";
const never = "finish now: a handler is done when it returns";
const outside = "let who knows it send a command";
const locale = "compare and write plainly: nodes may have other locales and other tables";

let isInstalled = false;

/** Once in a process. Outside of handlers everything goes on as before. */
function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  forbid(Date, "now", "Date.now", time);
  forbid(globalThis, "Date", "Date", time);
  forbid(Object.getPrototypeOf(performance) as typeof performance, "now", "performance.now", time);
  forbid(process.hrtime, "bigint", "process.hrtime.bigint", time);
  forbid(process, "hrtime", "process.hrtime", time);
  forbid(process, "uptime", "process.uptime", time);
  forbid(Math, "random", "Math.random", chance);
  forbid(Object.getPrototypeOf(crypto) as typeof crypto, "getRandomValues", "crypto.getRandomValues", chance);
  forbid(Object.getPrototypeOf(crypto) as typeof crypto, "randomUUID", "crypto.randomUUID", chance);
  for (const name of ["randomBytes", "randomFillSync", "randomInt", "randomUUID"] as const) {
    forbid(nodeCrypto, name, `crypto.${name}`, chance);
  }
  for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) {
    forbid(globalThis, name, name, later);
    forbid(nodeTimers, name, name, later);
  }
  forbid(globalThis, "queueMicrotask", "queueMicrotask", never);
  forbid(process, "nextTick", "process.nextTick", never);
  forbid(globalThis, "fetch", "fetch", outside);
  forbid(process, "cwd", "process.cwd", outside);
  forbid(process, "memoryUsage", "process.memoryUsage", outside);
  forbid(String.prototype, "localeCompare", "localeCompare", locale);
  forbid(Number.prototype, "toLocaleString", "toLocaleString", locale);
  for (const name of ["DateTimeFormat", "NumberFormat", "Collator"] as const) {
    forbid(Intl, name, `Intl.${name}`, locale);
  }
  forbidReading(process, "env", "process.env", outside);
  syncBuiltinESMExports();
}

/** A function or class that refuses while a handler runs, and else is what it was. */
function forbid<T extends object>(owner: T, key: keyof T, call: string, instead: string): void {
  const guard = (original: () => unknown) =>
    new Proxy(original, {
      apply(target, self, parameters): unknown {
        refuse(call, instead);
        return Reflect.apply(target, self, parameters);
      },
      construct(target, parameters, newTarget): object {
        refuse(`new ${call}`, instead);
        return Reflect.construct(target, parameters, newTarget) as object;
      },
    });
  let guarded = guard(owner[key] as unknown as () => unknown);
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  Object.defineProperty(owner, key, {
    get: () => guarded,
    // Test runners put others in their place for a while: those are guarded too. One of an heir (a Date that stands
    // still) is the heir's.
    set(this: object, other: () => unknown) {
      if (this === owner) guarded = other === guarded ? guarded : guard(other);
      else Object.defineProperty(this, key, { value: other, writable: true, configurable: true });
    },
    configurable: true,
    enumerable: descriptor?.enumerable ?? true,
  });
}

function forbidReading<T extends object>(owner: T, key: keyof T, call: string, instead: string): void {
  let value = owner[key];
  Object.defineProperty(owner, key, {
    get(): T[keyof T] {
      refuse(call, instead);
      return value;
    },
    set(changed: T[keyof T]) {
      value = changed;
    },
    configurable: true,
    enumerable: true,
  });
}
