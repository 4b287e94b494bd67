import { accepted } from "@lockstep/host/cluster-channel";
import type { SeenEvent } from "@lockstep/host/example/example-cluster";
import type { Stage } from "@lockstep/host/example/stage";
import { LobbyClient, RejectionCode } from "./lobby-messages.ts";

const PLAYERS = [11, 12, 13];
const GOAL = 45;
/** Who plays keeps at so many points. */
const ENOUGH = 15;
/** From which turn on the leader is killed in the middle of one, and somebody sleeps; nobody has won before. */
const [CRASH_TURN, SLEEPY_TURN] = [4, 6];

/** Three people play for 45 points; the leader dies between two rolls, and one of them falls asleep. */
export async function play({ cluster, say, check }: Stage): Promise<void> {
  const seen: SeenEvent[] = [];
  cluster.watch((event) => {
    seen.push(event);
    say(`       event ${event.position} ${event.name} ${JSON.stringify(event.fields)}`);
  });
  const players = PLAYERS.map((player) => new LobbyClient(cluster.as(player)));
  const [first, ...others] = players as [LobbyClient, ...LobbyClient[]];
  const { roomId } = accepted(
    await first.openRoom({ seatCount: players.length, goal: GOAL, turnSeconds: 2 }),
  );
  for (const player of others) accepted(await player.joinRoom({ roomId }));
  const full = await new LobbyClient(cluster.as(14)).joinRoom({ roomId });
  check(
    full.template === "Rejected" && full.code === RejectionCode.RoomFull,
    "a fourth player finds no seat",
  );

  const room = async () => accepted(await first.room({ roomId }));
  let state = await room();
  let [crashed, slept] = [0, 0];
  while (state.players.every(({ points }) => points < GOAL)) {
    const { turn, seat, turnPoints } = state;
    const player = players[seat - 1]!;
    if (turn >= CRASH_TURN && crashed === 0 && turnPoints > 0) {
      crashed = await cluster.killLeader();
      say(`node ${crashed} led and was killed, while player ${seat} has ${turnPoints} points to lose`);
      const after = await room();
      const isKept = after.turn === turn && after.turnPoints === turnPoints;
      check(
        isKept || after.turn > turn,
        "the new leader knows the turn and its points, and its clock went on",
      );
    } else if (turn >= SLEEPY_TURN && slept === 0) {
      slept = turn;
      say(`player ${seat} falls asleep`);
      while (state.turn === turn) state = await room();
    } else if (turnPoints >= ENOUGH) await player.keep({ roomId });
    else await player.roll({ roomId });
    state = await room();
  }

  check(
    seen.some(({ name }) => name === "HurryUp"),
    "who sleeps is warned by the clock",
  );
  const tooSlow = seen.filter(({ name, fields }) => name === "TurnEnded" && fields["end"] === "tooSlow");
  check(
    tooSlow.some(({ fields }) => fields["turn"] === slept),
    "and loses the turn, in cluster time",
  );
  const faces = seen.filter(({ name }) => name === "DieFell").map(({ fields }) => Number(fields["face"]));
  const isDie = faces.every((face) => face >= 1 && face <= 6);
  check(isDie, `${faces.length} rolls: ${faces.join(" ")}, the same on every node and in every replay`);
  const winner = state.players.find(({ points }) => points >= GOAL)!;
  check(
    state.seat === PLAYERS.indexOf(winner.playerId) + 1,
    `player ${winner.playerId} won with ${winner.points}`,
  );
  const late = await first.roll({ roomId });
  check(
    late.template === "Rejected" && late.code === RejectionCode.NotYourTurn,
    "nobody rolls after the end",
  );
}
