import type { Context, StateReader, StateWriter } from "@lockstep/domain/contract/context";
import {
  type ClockRingsDecoder,
  ClockRingsEncoder,
  DieFellEncoder,
  DieRolledEncoder,
  GameWonEncoder,
  HurryUpEncoder,
  type JoinRoomDecoder,
  type KeepDecoder,
  type LobbyHandlers,
  type OpenRoomDecoder,
  Phase,
  PlayerSeatedEncoder,
  PointsKeptEncoder,
  RejectionCode,
  type RollDecoder,
  RoomClosedEncoder,
  type RoomClosesDecoder,
  RoomClosesEncoder,
  type RoomDecoder,
  RoomListEncoder,
  type RoomsDecoder,
  RoomStateEncoder,
  SeatTakenEncoder,
  TurnBeganEncoder,
  TurnEnd,
  TurnEndedEncoder,
} from "./lobby-messages.ts";
import { isPlaying, type Room, seatOf, seatOfPlayer, violationsOf } from "./lobby-model.ts";

const SECOND_US = 1_000_000;
const ROOMS_MAX = 1_000;
/** For players that do not come, and for those who look at the end of a game. */
const ROOM_KEPT_US = 600 * SECOND_US;

/** The game master: opens rooms, rolls the dice, looks at the clock. */
export class Lobby implements LobbyHandlers {
  /** In the order they were opened, which is that of their ids. */
  private readonly rooms = new Map<number, Room>();
  private lastRoomId = 0;
  private readonly seatTaken = new SeatTakenEncoder();
  private readonly dieRolled = new DieRolledEncoder();
  private readonly pointsKept = new PointsKeptEncoder();
  private readonly roomState = new RoomStateEncoder();
  private readonly roomList = new RoomListEncoder();
  private readonly playerSeated = new PlayerSeatedEncoder();
  private readonly turnBegan = new TurnBeganEncoder();
  private readonly dieFell = new DieFellEncoder();
  private readonly turnEnded = new TurnEndedEncoder();
  private readonly hurryUp = new HurryUpEncoder();
  private readonly gameWon = new GameWonEncoder();
  private readonly roomClosed = new RoomClosedEncoder();
  private readonly clockRings = new ClockRingsEncoder();
  private readonly roomCloses = new RoomClosesEncoder();

  onOpenRoom(command: OpenRoomDecoder, context: Context): void {
    const { seatCount, goal, turnSeconds } = command;
    const isFair = seatCount >= 2 && seatCount <= 6 && goal >= 10 && goal <= 1_000;
    if (!isFair || turnSeconds < 1 || turnSeconds > 3_600) return context.reject(RejectionCode.BadTerms);
    if (this.rooms.size === ROOMS_MAX) return context.reject(RejectionCode.LobbyFull, ROOMS_MAX);
    const roomId = ++this.lastRoomId;
    const terms = { roomId, seatCount, goal, turnUs: turnSeconds * SECOND_US };
    const room: Room = { ...terms, players: [], turn: 0, endsAtUs: 0, turnPoints: 0, winnerSeat: 0 };
    this.rooms.set(roomId, room);
    this.roomCloses.schedule(context, context.now + ROOM_KEPT_US, roomId);
    this.takeSeat(room, context);
  }

  onJoinRoom({ roomId }: JoinRoomDecoder, context: Context): void {
    const room = this.rooms.get(roomId);
    if (room === undefined) return context.reject(RejectionCode.UnknownRoom, roomId);
    const seat = seatOfPlayer(room, context.principalId);
    if (seat > 0) return context.reject(RejectionCode.AlreadySeated, seat);
    if (room.players.length === room.seatCount) return context.reject(RejectionCode.RoomFull);
    this.takeSeat(room, context);
    if (room.players.length < room.seatCount) return;
    this.roomCloses.cancel(context, roomId);
    this.beginTurn(room, context);
  }

  onRoll({ roomId }: RollDecoder, context: Context): void {
    const room = this.onTurn(roomId, context);
    if (room === undefined) return;
    const face = context.random(6) + 1;
    room.turnPoints = face === 1 ? 0 : room.turnPoints + face;
    const { turnPoints } = room;
    this.dieFell.publish(context).set({ roomId, turnPoints, face, seat: seatOf(room) });
    if (face === 1) this.endTurn(room, TurnEnd.Lost, context);
    else this.startClock(room, context);
    this.dieRolled.reply(context).set({ face, turnPoints, endsAtUs: room.endsAtUs });
  }

  onKeep({ roomId }: KeepDecoder, context: Context): void {
    const room = this.onTurn(roomId, context);
    if (room === undefined) return;
    if (room.turnPoints === 0) return context.reject(RejectionCode.NothingToKeep);
    const player = room.players[seatOf(room) - 1]!;
    player.points += room.turnPoints;
    this.pointsKept.reply(context).points = player.points;
    this.endTurn(room, TurnEnd.Kept, context);
  }

  /** Whoever plays in time sets the clock anew: one that rings is of the turn that is on. */
  onClockRings({ key: roomId, seat, isLast }: ClockRingsDecoder, context: Context): void {
    const room = this.rooms.get(roomId)!;
    if (isLast) return this.endTurn(room, TurnEnd.TooSlow, context);
    const { endsAtUs } = room;
    this.hurryUp.publish(context).set({ roomId, endsAtUs, seat });
    this.clockRings.schedule(context, endsAtUs, roomId).set({ seat, isLast: true });
  }

  onRoomCloses({ key: roomId }: RoomClosesDecoder, context: Context): void {
    this.rooms.delete(roomId);
    this.roomClosed.publish(context).roomId = roomId;
  }

  onRoom({ roomId }: RoomDecoder, context: Context): void {
    const room = this.rooms.get(roomId);
    if (room === undefined) return context.reject(RejectionCode.UnknownRoom, roomId);
    const phase = isPlaying(room) ? Phase.Playing : room.turn === 0 ? Phase.Waiting : Phase.Over;
    const seat = room.winnerSeat === 0 ? seatOf(room) : room.winnerSeat;
    this.roomState.reply(context).set({ ...room, phase, seat });
  }

  onRooms(_query: RoomsDecoder, context: Context): void {
    const waiting = [...this.rooms.values()].filter(({ turn }) => turn === 0);
    const rooms = waiting.map(({ roomId, goal, seatCount, players }) => {
      return { roomId, goal, freeSeats: seatCount - players.length };
    });
    this.roomList.reply(context).set({ rooms });
  }

  private takeSeat(room: Room, context: Context): void {
    const { roomId, players } = room;
    const seat = players.push({ playerId: context.principalId, points: 0 });
    this.seatTaken.reply(context).set({ roomId, seat });
    this.playerSeated.publish(context).set({ roomId, playerId: context.principalId, seat });
  }

  /** The room, when it is the caller's turn in it; otherwise the command is rejected. */
  private onTurn(roomId: number, context: Context): Room | undefined {
    const room = this.rooms.get(roomId);
    if (room === undefined) context.reject(RejectionCode.UnknownRoom, roomId);
    else if (!isPlaying(room)) context.reject(RejectionCode.NotYourTurn, 0);
    else if (seatOfPlayer(room, context.principalId) === seatOf(room)) return room;
    else context.reject(RejectionCode.NotYourTurn, seatOf(room));
    return undefined;
  }

  private beginTurn(room: Room, context: Context): void {
    room.turn++;
    room.turnPoints = 0;
    this.startClock(room, context);
    const { roomId, turn, endsAtUs } = room;
    this.turnBegan.publish(context).set({ roomId, turn, endsAtUs, seat: seatOf(room) });
  }

  private startClock(room: Room, context: Context): void {
    room.endsAtUs = context.now + room.turnUs;
    const halfTimeUs = context.now + Math.floor(room.turnUs / 2);
    this.clockRings.schedule(context, halfTimeUs, room.roomId).set({ seat: seatOf(room), isLast: false });
  }

  private endTurn(room: Room, end: TurnEnd, context: Context): void {
    const { roomId, turn } = room;
    const seat = seatOf(room);
    const { playerId, points } = room.players[seat - 1]!;
    this.turnEnded.publish(context).set({ roomId, turn, points, seat, end });
    if (points < room.goal) return this.beginTurn(room, context);
    room.winnerSeat = seat;
    room.turnPoints = 0;
    this.gameWon.publish(context).set({ roomId, playerId, points, seat });
    this.clockRings.cancel(context, roomId);
    this.roomCloses.schedule(context, context.now + ROOM_KEPT_US, roomId);
  }

  violations(): string[] {
    return [...this.rooms.values()].flatMap(violationsOf);
  }

  takeSnapshot(writer: StateWriter): void {
    writer.entity("lobby", 0);
    writer.number("lastRoomId", this.lastRoomId);
    for (const room of this.rooms.values()) {
      writer.entity("room", room.roomId);
      writer.number("seatCount", room.seatCount);
      writer.number("goal", room.goal);
      writer.number("turnUs", room.turnUs);
      writer.number("turn", room.turn);
      writer.number("endsAtUs", room.endsAtUs);
      writer.number("turnPoints", room.turnPoints);
      writer.number("winnerSeat", room.winnerSeat);
      writer.number("players", room.players.length);
      for (const { playerId, points } of room.players) {
        writer.number("playerId", playerId);
        writer.number("points", points);
      }
    }
  }

  loadSnapshot(reader: StateReader): void {
    reader.entity("lobby");
    this.lastRoomId = reader.number("lastRoomId");
    for (let roomId = reader.entity("room"); roomId !== undefined; roomId = reader.entity("room")) {
      this.rooms.set(roomId, {
        roomId,
        seatCount: reader.number("seatCount"),
        goal: reader.number("goal"),
        turnUs: reader.number("turnUs"),
        turn: reader.number("turn"),
        endsAtUs: reader.number("endsAtUs"),
        turnPoints: reader.number("turnPoints"),
        winnerSeat: reader.number("winnerSeat"),
        players: Array.from({ length: reader.number("players") }, () => ({
          playerId: reader.number("playerId"),
          points: reader.number("points"),
        })),
      });
    }
  }
}
