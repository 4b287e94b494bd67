/** A decoder that faces bytes from outside. */
export interface Target {
  readonly name: string;
  /** Valid inputs, made by our own encoders: what mutations begin with. */
  readonly corpus: readonly Uint8Array[];
  /**
   * Feeds the decoder. It returns "accepted" or the code of a refusal, or throws a named error (verdict.ts).
   * The same input gets the same verdict every time.
   */
  decode(input: Uint8Array): string | Promise<string>;
  /** Makes checksums and lengths right again, in place, so that what lies behind them is reached. */
  mend?(input: Uint8Array): void;
  /** Of a text: pieces that mean something in it. */
  readonly words?: readonly string[];
  /** Ends what it runs on. */
  close?(): Promise<void>;
  /** What one input may make the process claim; default `claimMax` of verdict.ts. */
  claimMax?(inputBytes: number): number;
}

export const ACCEPTED = "accepted";
