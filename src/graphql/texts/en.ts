/** Texts that people read, in English. The other catalogues may lack a key; this one has them all. */
export const en = {
  "alert.callee": "{role}, {level}",
  "alert.headline": "{severity}: {kind} · {place}",
  "alert.headline.exercise": "DRILL. {severity}: {kind} · {place}",
  "alert.timeline": "{what}: {detail}",
  "emergency.place": "Emergency access to a child's record",
  "headquarters.name": "Headquarters, incident {number}",
  "silence.heard": "The control room listens again.",
  "silence.unwatched": "It is no control centre any more: nobody waits for it to listen.",
} as const;
