import type { en } from "./en.js";

/** Texts that people read, in Russian. */
export const ru: Partial<Record<keyof typeof en, string>> = {
  "alert.callee": "{role}, {level}",
  "alert.headline": "{severity}: {kind} · {place}",
  "alert.headline.exercise": "УЧЕНИЕ. {severity}: {kind} · {place}",
  "alert.timeline": "{what}: {detail}",
  "emergency.place": "Экстренный доступ к записи ребёнка",
  "headquarters.name": "Оперативный штаб, происшествие № {number}",
  "silence.heard": "Центр управления снова на связи.",
  "silence.unwatched": "Это больше не центр управления: его связь не проверяется.",
};
