import { readFileSync } from "node:fs";
import { renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncDirectory, syncFile } from "../log/directory.ts";

/** That a node's state is not that of the others, and since where. It outlives the process: the files do not get better. */
export interface Quarantine {
  /** Where it was noticed. */
  readonly index: number;
  /** Of the first command that was not answered alike, once it is known. */
  readonly position: number | undefined;
  /** It does not differ: the log has activated a version that its build does not support. Not remembered. */
  readonly isOldBuild?: true;
  /** For people: what is known, and what helps. */
  readonly text: string;
}

/** Where it is remembered: a port. */
export interface QuarantineMark {
  readonly stored: Quarantine | undefined;
  save(quarantine: Quarantine): void;
}

export class MemoryQuarantineMark implements QuarantineMark {
  stored: Quarantine | undefined;

  save(quarantine: Quarantine): void {
    this.stored = quarantine;
  }
}

/** A file in the data directory, in JSON; `lockstep node rebuild` puts it aside with the rest. */
export class FileQuarantineMark implements QuarantineMark {
  stored: Quarantine | undefined;
  private readonly path: string;

  /** @throws SyntaxError when the file is none of ours */
  constructor(dataDirectory: string) {
    this.path = join(dataDirectory, QUARANTINE_NAME);
    try {
      this.stored = JSON.parse(readFileSync(this.path, "utf8")) as Quarantine;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }

  save(quarantine: Quarantine): void {
    this.stored = quarantine;
    const unfinished = `${this.path}.new`;
    writeFileSync(unfinished, `${JSON.stringify(quarantine, undefined, 2)}\n`);
    syncFile(unfinished);
    renameSync(unfinished, this.path);
    syncDirectory(dirname(this.path));
  }
}

export const QUARANTINE_NAME = "quarantine.json";
