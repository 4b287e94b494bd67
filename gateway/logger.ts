import { type DestinationStream, type Logger, pino } from "pino";

/** The logger of a gateway, and of a node in the same process: JSON lines, in which keys, signatures and secrets never appear. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: REDACTED_PATHS, censor: "[redacted]" },
    base: { name: "lockstep" },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const SECRET_NAMES = ["x-lockstep-key", "x-lockstep-signature", "authorization", "cookie"];

const REDACTED_PATHS = [
  ...SECRET_NAMES.flatMap((name) => [
    `req.headers["${name}"]`,
    `headers["${name}"]`,
    `request.headers["${name}"]`,
  ]),
  ...["secret", "key", "signature"].flatMap((name) => [name, `*.${name}`]),
];
