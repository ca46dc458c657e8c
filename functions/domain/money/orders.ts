/** Numbers of payment orders (mandati), as finance writes them: several with commas, where each fund had its own. */
const numbersIn = (order: string): string[] => order.split(',').map((number) => number.trim().toLowerCase())

/** Whether an order says no number but those of one that was told before. */
export const isKnownOrder = (order: string, known: string | undefined): boolean =>
  known !== undefined && numbersIn(order).every((number) => numbersIn(known).includes(number))
