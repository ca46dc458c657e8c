/**
 * Splits the numbers of payment orders (mandati) as finance writes them: several with commas if each fund had its own.
 */
const numbersIn = (order: string): string[] => order.split(',').map((number) => number.trim().toLowerCase())

/** Returns true if an order has no numbers besides those reported before. */
export const isKnownOrder = (order: string, known: string | undefined): boolean =>
  known !== undefined && numbersIn(order).every((number) => numbersIn(known).includes(number))
