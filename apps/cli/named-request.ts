import type { RequestEntry } from "@lockstep/gateway/catalog";
import { nearestNames } from "./nearest-names.ts";

/** No request of the application has that name; the message says which ones are near. */
export class UnknownNameError extends Error {
  override readonly name = "UnknownNameError";
  readonly code = "UNKNOWN_NAME";
}

/**
 * Finds a command or query as people name it: `place-order`, `PlaceOrder`, or with its service, `exchange.place-order`,
 * where several services have one.
 *
 * @throws UnknownNameError
 */
export function requestNamed(
  requests: readonly RequestEntry[],
  kind: RequestEntry["kind"],
  text: string,
): RequestEntry {
  const wanted = plain(text);
  const found = requests.filter((each) => plain(each.name) === wanted || plain(pathOf(each)) === wanted);
  const [first, second] = found.filter((each) => each.kind === kind);
  if (second !== undefined) {
    const paths = found.map(pathOf).join(" or ");
    throw new UnknownNameError(`${text} is one of several: say ${paths}`);
  }
  if (first !== undefined) return first;
  const [other] = found;
  if (other !== undefined) {
    const verb = other.kind === "command" ? "send" : "ask";
    throw new UnknownNameError(`${text} is a ${other.kind}, no ${kind}: lockstep ${verb} ${other.name}`);
  }
  const names = requests.filter((each) => each.kind === kind).map(({ name }) => name);
  const near = nearestNames(text, names);
  const what =
    near.length > 0 ? `near it are: ${near.join(", ")}` : `there are: ${names.join(", ") || "none"}`;
  throw new UnknownNameError(`there is no ${kind} ${text}; ${what}`);
}

export function pathOf({ service, name }: RequestEntry): string {
  return `${service}.${name}`;
}

/** Hyphens, case and what stands between service and name are the writer's choice. */
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
