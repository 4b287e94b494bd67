/** `PlaceOrder` and `topOfBook` as URLs and WebSocket messages write them: `place-order`, `top-of-book`. */
export function kebab(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
}
