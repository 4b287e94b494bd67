/**
 * The log, or a snapshot, has activated a version of the services that this build does not know. It must not apply
 * what follows as the version that it knows: only another build can.
 */
export class VersionUnsupportedError extends Error {
  override readonly name = "VersionUnsupportedError";
  readonly code = "VERSION_UNSUPPORTED";

  /** @param position where it was activated, or at which it is known to be active */
  constructor(version: number, versionMax: number, position: number) {
    super(
      `version ${version} of the services is active at position ${position}, and this build supports versions up to ` +
        `${versionMax}: start a build that supports version ${version}`,
    );
  }
}
