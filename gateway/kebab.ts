/** `PlaceOrder` and `topOfBook` as URLs and WebSocket messages write them: `place-order`, `top-of-book`. */
export function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}

/** A query's name without the verb that some contracts give it: `GET /v1/ticketing/shows` for `GetShows`. */
export function queryName(name: string): string {
  return kebab(name.replace(/^(Get|List)(?=[A-Z])/, ""));
}
