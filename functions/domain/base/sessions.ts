/** The minutes for which a sign-in link is valid. */
export const LINK_MINUTES = 30

/** The days for which a telephone is known as its owner's. */
export const PHONE_DAYS = 180
