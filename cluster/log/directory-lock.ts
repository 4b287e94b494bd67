import { statSync } from "node:fs";
import { type Server, connect, createServer } from "node:net";
import { join } from "node:path";
import { DirectoryInUseError } from "./log-errors.ts";

const ANSWER_TIMEOUT_MS = 1_000;

/**
 * Holds a data directory for one process. Node has no flock, and a file with a pid in it outlives a
 * kill -9; so the lock is a listening socket, which dies with its process and answers who holds it.
 *
 * On Linux its name is abstract (no file) and made of the directory's device and inode, so that no
 * other spelling of the path gets around it. Elsewhere it is a socket file in the directory; a killed
 * process leaves it behind, and it has to be removed by hand, which is why this ships for Linux.
 *
 * Not seen: a process on another machine, or in another network namespace, with the same disk.
 */
export class DirectoryLock {
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  /** @throws DirectoryInUseError naming the pid that holds it */
  static async acquire(directory: string): Promise<DirectoryLock> {
    const name = socketName(directory);
    const server = createServer((socket) => {
      socket.on("error", () => {}); // Whoever asked went away.
      socket.end(String(process.pid), () => socket.destroy());
    });
    try {
      await listen(server, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
      const holder = await askHolder(name);
      throw new DirectoryInUseError(
        directory,
        holder === undefined ? "it does not say which" : `pid ${holder}`,
        { cause: error },
      );
    }
    server.unref();
    return new DirectoryLock(server);
  }

  release(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

function socketName(directory: string): string {
  const { dev, ino } = statSync(directory);
  return process.platform === "linux" ? `\0lockstep-directory-${dev}-${ino}` : join(directory, "lock");
}

function listen(server: Server, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(name, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
}

/** The pid that listens there; undefined when it does not answer in time. */
function askHolder(name: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(name);
    socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy());
    socket.on("data", (bytes) => (answer += bytes.toString("latin1")));
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer === "" ? undefined : answer));
  });
}
