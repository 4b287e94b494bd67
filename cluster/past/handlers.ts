import type { ClusteredService } from "../service.ts";

/** A handler of some kind; the last argument is its ServiceContext, as it is of all of them. */
export type Handler = (this: ClusteredService, ...args: never[]) => unknown;

/**
 * A service that does as the given one, but for its handlers: everything that the log makes it do is named `on…`, whatever
 * else services learn to do. Queries are no part of the log. For replays: nodes never have one.
 *
 * @param replace gives what is called instead
 */
export function withHandlers(
  service: ClusteredService,
  replace: (name: string, handler: Handler) => Handler,
): ClusteredService {
  const replaced = new Map<string | symbol, unknown>();
  return new Proxy(service, {
    get(target, key) {
      if (replaced.has(key)) return replaced.get(key);
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== "function") return value;
      const isHandler = typeof key === "string" && /^on[A-Z]/.test(key) && key !== "onQuery";
      const method = isHandler ? replace(key, value as Handler) : value;
      const bound: unknown = method.bind(target);
      replaced.set(key, bound);
      return bound;
    },
  });
}
