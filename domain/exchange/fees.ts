import type { OrderPool } from "./order-pool.ts";

const MILLION = 1_000_000;
const HALF = MILLION / 2;

/**
 * Charges an order the fee of a fill. All fees of an order together are its exact fee rounded half to
 * even, however many fills there were: what rounding left over is carried to the next fill. So many
 * small fills cost what one large one costs, and the worst case is known when the order is placed.
 *
 * All steps are exact for any notional below 2^53. Hot path.
 *
 * @param notional quote minor units of the fill
 * @param ratePpm millionths of the notional, at most a million
 * @returns quote minor units to charge for this fill, at most notional + 1
 */
export function chargeFee(pool: OrderPool, slot: number, notional: number, ratePpm: number): number {
  if (ratePpm === 0) return 0;
  const charged = pool.fee(slot);
  const millions = Math.floor(notional / MILLION);
  // Millionths below the whole part, with what is left over: from -500,000 to a million millions.
  const parts = (notional - millions * MILLION) * ratePpm + pool.feeResidual(slot);
  const whole = Math.floor(parts / MILLION);
  let fee = millions * ratePpm + whole;
  let residual = parts - whole * MILLION;
  if (residual > HALF || (residual === HALF && (charged + fee) % 2 !== 0)) {
    fee++;
    residual -= MILLION;
  }
  pool.setFeeResidual(slot, residual);
  pool.setFee(slot, charged + fee);
  return fee;
}

/**
 * The most that fees of fills with this notional in sum can be, whatever was carried over: rounding
 * up once, and the half that an earlier fill was charged too little.
 */
export function worstFee(notional: number, ratePpm: number): number {
  if (ratePpm === 0) return 0;
  const millions = Math.floor(notional / MILLION);
  return millions * ratePpm + Math.floor(((notional - millions * MILLION) * ratePpm) / MILLION) + 1;
}
