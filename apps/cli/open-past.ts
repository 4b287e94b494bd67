import { statSync } from "node:fs";
import { type BuildNote, buildDifferences, isSameBuild, readBuildNotes } from "@lockstep/cluster/build-notes";
import { Capture } from "@lockstep/cluster/past/capture-file";
import type { Past } from "@lockstep/cluster/past/past";
import { StoredPast } from "@lockstep/cluster/past/stored-past";
import type { Application } from "@lockstep/host/application";
import { buildOf } from "@lockstep/host/build";
import { checkDirectory } from "./node-directory.ts";

/** A past, and which builds made its state. */
export interface OpenedPast {
  readonly past: Past;
  readonly builds: readonly BuildNote[];
  /** Undefined: it is a node's directory. */
  readonly capture: Capture | undefined;
}

/**
 * Opens what `--data` names for the time of `use`: a node's directory, of a node that may run, or a captured file. Says on
 * stderr when another build than this one made the state.
 *
 * @throws NoNodeDirectoryError, CaptureFileError, ForeignCaptureError, LogCorruptError, and what `use` throws
 */
export async function withPast<Result>(
  path: string,
  application: Application,
  use: (opened: OpenedPast) => Result | Promise<Result>,
): Promise<Result> {
  const opened = await open(path, application);
  try {
    for (const line of buildNotices(application, opened)) console.error(line);
    return await use(opened);
  } finally {
    await opened.past.close();
  }
}

async function open(path: string, application: Application): Promise<OpenedPast> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) {
    const capture = Capture.open(path);
    const { application: name, builds } = capture.manifest;
    if (name !== application.name) throw new ForeignCaptureError(path, name, application.name);
    return { past: capture, builds, capture };
  }
  checkDirectory(path);
  const past = await StoredPast.open(path, (message) => console.error(message));
  return { past, builds: readBuildNotes(path), capture: undefined };
}

/** Where other builds applied what is here than the one that replays it, and than the one that captured it. */
function buildNotices(application: Application, { past, builds, capture }: OpenedPast): string[] {
  const own = buildOf(application);
  const captor = capture?.manifest.build;
  const notices = builds.flatMap((note, at) => {
    const lastIndex = builds[at + 1]?.afterIndex ?? Infinity;
    const isHere = lastIndex >= past.log.firstIndex && note.afterIndex < past.log.lastIndex;
    const found = buildDifferences(own, note);
    const isToldBelow = captor !== undefined && isSameBuild(captor, note);
    return isHere && !isToldBelow && found.length > 0
      ? [`from index ${note.afterIndex + 1} on another build was at work: this one has ${found.join("; ")}`]
      : [];
  });
  const found = captor === undefined ? [] : buildDifferences(own, captor);
  return found.length === 0
    ? notices
    : [...notices, `another build captured this: this one has ${found.join("; ")}`];
}

/** The capture is not of this application. */
export class ForeignCaptureError extends Error {
  override readonly name = "ForeignCaptureError";
  readonly code = "FOREIGN_CAPTURE";

  constructor(path: string, captured: string, own: string) {
    super(`${path} was captured from the application ${captured}, this is ${own}: say --app ${captured}`);
  }
}
