import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { LatencySummary } from "../latency.ts";
import { PROJECT } from "../workplace.ts";
import type { Book } from "./book-copy.ts";

export type SubscribersRequest =
  | {
      readonly do: "open";
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly count: number;
      /** Each subscriber listens to one, in turn. */
      readonly marketIds: readonly number[];
      readonly intervalMs: number;
    }
  | { readonly do: "reset" }
  | { readonly do: "tally" }
  | { readonly do: "compare"; readonly books: Readonly<Record<number, Book>> };

export type SubscribersAnswer =
  | { readonly opened: number }
  | { readonly failed: string }
  | { readonly tally: SubscribersTally }
  | { readonly compared: { readonly behind: number; readonly equal: number; readonly different: number } };

/** What all subscribers heard in a while. */
export interface SubscribersTally {
  readonly messages: number;
  readonly bytes: number;
  /** Changes of levels that were told, and those of the book that they stood for. */
  readonly levels: number;
  readonly changes: number;
  readonly gaps: number;
  readonly resyncs: number;
  readonly closed: number;
  readonly errors: number;
  /** Between two messages with changes to one subscriber. */
  readonly intervalUs: LatencySummary;
}

/** Many subscribers in a process of their own, which ends with this one. */
export class Subscribers {
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  /** @throws Error when one is not let in, or gets no image */
  static async open(request: Omit<SubscribersRequest & { do: "open" }, "do">): Promise<Subscribers> {
    const child = fork(join(PROJECT, "loadtest/dist/market-data/subscribers-process.js"));
    const subscribers = new Subscribers(child);
    try {
      await subscribers.ask({ do: "open", ...request });
      return subscribers;
    } catch (error) {
      subscribers.stop();
      throw error;
    }
  }

  get pid(): number {
    return this.child.pid!;
  }

  async reset(): Promise<void> {
    await this.ask({ do: "reset" });
  }

  async tally(): Promise<SubscribersTally> {
    const answer = await this.ask({ do: "tally" });
    if (!("tally" in answer)) throw new Error("the subscribers told no tally");
    return answer.tally;
  }

  /** How many have what the books are now. */
  async compare(
    books: Readonly<Record<number, Book>>,
  ): Promise<{ readonly behind: number; readonly equal: number; readonly different: number }> {
    const answer = await this.ask({ do: "compare", books });
    if (!("compared" in answer)) throw new Error("the subscribers compared nothing");
    return answer.compared;
  }

  stop(): void {
    this.child.kill("SIGKILL");
  }

  private ask(request: SubscribersRequest): Promise<SubscribersAnswer> {
    const { child } = this;
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void =>
        reject(new Error(`the subscribers' process ended with ${code}`));
      child.once("exit", onExit);
      child.once("message", (answer: SubscribersAnswer) => {
        child.off("exit", onExit);
        if ("failed" in answer) reject(new Error(answer.failed));
        else resolve(answer);
      });
      child.send(request);
    });
  }
}
