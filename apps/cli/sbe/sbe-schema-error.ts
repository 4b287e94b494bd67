/** A schema file that the standard, or this reader, does not allow: which file, which element, what is wrong. */
export class SbeSchemaError extends Error {
  override readonly name = "SbeSchemaError";
  readonly code = "BAD_SBE_SCHEMA";
  readonly path: string;
  /** From the root, such as `messageSchema/message "Car"/field "modelYear"`. */
  readonly element: string;

  constructor(path: string, element: string, problem: string) {
    super(`${path}: ${element}: ${problem}`);
    this.path = path;
    this.element = element;
  }
}
