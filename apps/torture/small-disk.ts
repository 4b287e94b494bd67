import { mkdirSync } from "node:fs";
import { run } from "./shell.ts";
import type { UndoList } from "./undo-list.ts";

const SIZE = "256M";

/** A file system of its own at `path`, in a sparse file beside it. */
export async function mountSmallDisk(path: string, undo: UndoList): Promise<void> {
  const image = `${path}.image`;
  mkdirSync(path, { recursive: true });
  await run("truncate", ["--size", SIZE, image]);
  await run("mkfs.ext4", ["-q", "-m", "0", image]);
  await run("mount", ["-o", "loop", image, path]);
  undo.add(`disk at ${path}`, () => run("umount", [path]).then(() => {}));
}
