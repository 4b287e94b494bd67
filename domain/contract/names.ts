/** Names of one thing in schemas, programs and JSON. */
export function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function camel(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** `InsufficientFunds` -> `INSUFFICIENT_FUNDS`. */
export function upperSnake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
}

/** What generated names of a contract begin with. */
export function serviceName({ name }: { readonly name: string }): string {
  return pascal(name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()));
}
