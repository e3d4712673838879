/** Texts that people read, in English. The other catalogues may lack a key; this one has them all. */
export const en = {
  "alert.headline": "{severity}: {kind} · {place}",
  "alert.headline.exercise": "DRILL. {severity}: {kind} · {place}",
  "emergency.place": "Emergency access to a child's record",
  "headquarters.name": "Headquarters, incident {number}",
} as const;
