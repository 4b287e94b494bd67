import type { ArrayCopier, ClusteredService, ServiceContext, StateReader, StateWriter } from "../service.ts";

/**
 * A service that another one stands before, to see what it is asked, in a replay: the machine that runs it is the same, and
 * nodes never have one. It is given its position, its caller and its outputs in the context, as every service is.
 */
export class ServiceWrapper implements ClusteredService {
  readonly service: ClusteredService;

  constructor(service: ClusteredService) {
    this.service = service;
  }

  get name(): string {
    return this.service.name;
  }
  get schemaId(): number {
    return this.service.schemaId;
  }
  get snapshotVersion(): number {
    return this.service.snapshotVersion ?? 1;
  }
  validate(view: DataView, offset: number, length: number): string | undefined {
    return this.service.validate(view, offset, length);
  }
  onCommand(view: DataView, offset: number, length: number, context: ServiceContext): void {
    this.service.onCommand(view, offset, length, context);
  }
  onQuery(view: DataView, offset: number, length: number, context: ServiceContext): void {
    this.service.onQuery(view, offset, length, context);
  }
  onTimer(kind: number, key: number, payload: DataView, context: ServiceContext): void {
    this.service.onTimer(kind, key, payload, context);
  }
  onSessionOpened(context: ServiceContext): void {
    this.service.onSessionOpened(context);
  }
  onSessionClosed(context: ServiceContext): void {
    this.service.onSessionClosed(context);
  }
  takeSnapshot(writer: StateWriter): void {
    this.service.takeSnapshot(writer);
  }
  loadSnapshot(reader: StateReader, version: number): void {
    this.service.loadSnapshot(reader, version);
  }
  copyState(copy: ArrayCopier): unknown {
    return this.service.copyState?.(copy);
  }
  adoptState(copied: unknown): void {
    this.service.adoptState?.(copied);
  }
}
