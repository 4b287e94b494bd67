/** A room and its game. Times in microseconds of cluster time. */
export interface Room {
  readonly roomId: number;
  readonly seatCount: number;
  readonly goal: number;
  readonly turnUs: number;
  /** In the order of their seats. */
  readonly players: Player[];
  /** From 1; 0 before the game. */
  turn: number;
  endsAtUs: number;
  turnPoints: number;
  /** Who has won; 0 while nobody has. */
  winnerSeat: number;
}

export interface Player {
  readonly playerId: number;
  points: number;
}

export function isPlaying({ turn, winnerSeat }: Room): boolean {
  return turn > 0 && winnerSeat === 0;
}

/** Whose turn it is: they come one after the other. */
export function seatOf({ turn, seatCount }: Pick<Room, "turn" | "seatCount">): number {
  return turn === 0 ? 0 : ((turn - 1) % seatCount) + 1;
}

/** The seat of a player; 0 for one who has none. */
export function seatOfPlayer({ players }: Room, playerId: number): number {
  return players.findIndex((player) => player.playerId === playerId) + 1;
}

/** What cannot be, in words. */
export function violationsOf(room: Room): string[] {
  const { roomId, players, seatCount, goal, turn, turnPoints, winnerSeat } = room;
  const reached = players.filter(({ points }) => points >= goal).length;
  const wrong = [
    players.length > seatCount && "more players than seats",
    turn > 0 && players.length < seatCount && "a game without all players",
    reached !== (winnerSeat === 0 ? 0 : 1) && `${reached} players reached the goal`,
    turnPoints > 0 && !isPlaying(room) && "points of a turn when nobody plays",
  ];
  return wrong.filter((text) => text !== false).map((text) => `room ${roomId}: ${text}`);
}
