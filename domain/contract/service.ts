import type { ArrayCopier, Context, StateReader, StateWriter } from "./context.ts";

/**
 * What a handler returns: nothing. Spelled as a union because TypeScript lets a method that returns
 * a promise stand for one that returns plain `void`, but not for one that returns this.
 */
export type Handled = void | undefined;

/** What every service has beside the handlers of its contract. */
export interface Lifecycle {
  onSessionOpened?(context: Context): Handled;
  onSessionClosed?(context: Context): Handled;
  /** The log has activated `context.version`: from here on it applies. May publish and set timers. */
  onVersionActivated?(context: Context): Handled;
  /** Writes the state as the active version has it. */
  takeSnapshot(writer: StateWriter, version: number): Handled;
  /** @param version that was active when it was written */
  loadSnapshot(reader: StateReader, version: number): Handled;
  copyState?(copy: ArrayCopier): unknown;
  adoptState?(copied: unknown): Handled;
  /**
   * What does not hold of all that must hold after every command, in words; empty when all is well. Tests and the
   * simulator ask; it may take its time.
   */
  violations?(): readonly string[];
}

/** What a typed client sends through: a session with the cluster, in this process or far away. */
export interface ClientChannel {
  /**
   * @param message an encoded command or query with its message header
   * @returns the reply with its message header: of this schema, or a rejection
   */
  request(schemaId: number, message: Uint8Array): Promise<Uint8Array>;
}

/** A reply that says which one it is, so that a client can tell it from a rejection. */
export type Tagged<Template extends string, Value> = { readonly template: Template } & Value;
