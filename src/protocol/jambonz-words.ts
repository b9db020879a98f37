/** What an application says to jambonz beside the audio. */

/** Drops what was not played yet. */
export const KILL_AUDIO = JSON.stringify({ type: 'killAudio' });
/** Ends the verb; jambonz closes, and the call goes on with what comes after it. */
export const DISCONNECT = JSON.stringify({ type: 'disconnect' });
