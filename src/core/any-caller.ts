/** The title of findings about operations that, by their own text, let any caller have what is other people's. */
export const OPEN_TO_ANY_CALLER = "According to the description, any caller can access other people's objects (BOLA)";
