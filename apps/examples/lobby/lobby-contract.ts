import { Role } from "@lockstep/domain/contract/context";
import type { Contract } from "@lockstep/domain/contract/contract";
import { defineContract } from "@lockstep/domain/contract/define-contract";
import { bool, enumOf, enumeration, group, u16, u32, u53, u8 } from "@lockstep/domain/contract/fields";

const roomId = u32("the room");
const seat = u8("counted from 1, in the order in which they came");
const playerId = u32("the principal");
const turn = u32("counts the turns of the game from 1");
const turnPoints = u16("rolled in this turn and not kept yet");
const endsAtUs = u53("when the turn passes on by itself", "microseconds since 1970");

export const lobbyContract: Contract = defineContract({
  name: "lobby",
  schemaId: 31,
  version: 1,
  doc: "Rooms in which a game of dice is played: roll as often as you dare, or keep what you have. A one loses it.",
  enums: {
    Phase: enumeration("u8", { Waiting: [0, "for players"], Playing: 1, Over: [2, "somebody has won"] }),
    TurnEnd: enumeration("u8", {
      Kept: [0, "the points are the player's"],
      Lost: [1, "a one was rolled"],
      TooSlow: [2, "the clock ran out"],
    }),
  },
  commands: {
    OpenRoom: {
      id: 1,
      doc: "Opens a room and takes its first seat. The game begins when all seats are taken.",
      roles: Role.Trader,
      reply: "SeatTaken",
      fields: {
        seatCount: u8("players, 2 to 6"),
        goal: u16("points that win, 10 to 1,000"),
        turnSeconds: u16("how long a player may think", "seconds"),
      },
    },
    JoinRoom: {
      id: 2,
      doc: "Takes the next seat of a room.",
      roles: Role.Trader,
      reply: "SeatTaken",
      fields: { roomId },
    },
    Roll: {
      id: 3,
      doc: "Rolls the die: a one ends the turn with nothing, anything else adds up.",
      roles: Role.Trader,
      reply: "DieRolled",
      fields: { roomId },
    },
    Keep: {
      id: 4,
      doc: "Keeps what was rolled in this turn, and ends it.",
      roles: Role.Trader,
      reply: "PointsKept",
      fields: { roomId },
    },
  },
  queries: {
    Room: { id: 20, doc: "How a game stands.", reply: "RoomState", fields: { roomId } },
    Rooms: { id: 21, doc: "Rooms that wait for players.", reply: "RoomList", fields: {} },
  },
  replies: {
    SeatTaken: { id: 40, doc: "You play.", fields: { roomId, seat } },
    DieRolled: { id: 41, doc: "What came up.", fields: { face: u8("1 to 6"), turnPoints, endsAtUs } },
    PointsKept: {
      id: 42,
      doc: "The turn is over.",
      fields: { points: u16("of the player in the game so far") },
    },
    RoomState: {
      id: 43,
      doc: "A room and its game.",
      fields: {
        roomId,
        turn,
        endsAtUs,
        goal: u16("points that win"),
        turnPoints,
        seatCount: u8("players that it takes"),
        seat: u8("whose turn it is, or who has won; 0 before the game"),
        phase: enumOf("Phase", "of the game"),
        players: group(6, "in the order of their seats", { playerId, points: u16("kept so far") }),
      },
    },
    RoomList: {
      id: 44,
      doc: "Rooms, the oldest first.",
      fields: {
        rooms: group(1_000, "with seats to take", {
          roomId,
          goal: u16("points that win"),
          freeSeats: u8("seats"),
        }),
      },
    },
  },
  events: {
    PlayerSeated: {
      id: 60,
      doc: "Somebody took a seat.",
      channel: "room",
      fields: { roomId, playerId, seat },
    },
    TurnBegan: {
      id: 61,
      doc: "It is somebody's turn.",
      channel: "room",
      fields: { roomId, turn, endsAtUs, seat },
    },
    DieFell: {
      id: 62,
      doc: "The die was rolled.",
      channel: "room",
      fields: { roomId, turnPoints, seat, face: u8("1 to 6") },
    },
    TurnEnded: {
      id: 63,
      doc: "A turn is over.",
      channel: "room",
      fields: {
        roomId,
        turn,
        points: u16("of the player in the game so far"),
        seat,
        end: enumOf("TurnEnd", "why"),
      },
    },
    HurryUp: {
      id: 66,
      doc: "Half of the time to think is over.",
      channel: "room",
      fields: { roomId, endsAtUs, seat },
    },
    GameWon: {
      id: 64,
      doc: "Somebody has reached the goal.",
      channel: "room",
      fields: { roomId, playerId, points: u16("of the winner"), seat },
    },
    RoomClosed: { id: 65, doc: "The room is gone.", channel: "room", fields: { roomId } },
  },
  timers: {
    ClockRings: {
      id: 80,
      doc: "A player thinks for long: half of the time is over, or all of it.",
      key: "the room's id",
      fields: { seat, isLast: bool("whether the turn is over; otherwise it was a warning") },
    },
    RoomCloses: { id: 81, doc: "A room has been of no use for a while.", key: "the room's id", fields: {} },
  },
  channels: {
    room: { doc: "A game as it goes on.", key: "roomId", image: "Room" },
  },
  rejections: {
    UnknownRoom: { code: 10, doc: "there is no such room; value is its id" },
    BadTerms: { code: 11, doc: "2 to 6 seats, a goal of 10 to 1,000, and a turn of 1 second to an hour" },
    RoomFull: { code: 12, doc: "all seats are taken" },
    AlreadySeated: { code: 13, doc: "you have a seat here; value is which" },
    NotYourTurn: { code: 14, doc: "value is the seat whose turn it is; 0 when nobody plays" },
    LobbyFull: { code: 15, doc: "there are as many rooms as there may be; value is that number" },
    NothingToKeep: { code: 16, doc: "roll first" },
  },
});
