import type { Language } from "../../graphql/catalogue.js";
import { text } from "../../graphql/text.js";
import { identifierOf, type Subject } from "./document.js";
import { withOffset } from "./time.js";
import { toXml } from "./xml.js";

/** A page of the messages in force, the newest first. */
export interface FeedPage {
  name: "alerts" | "public";
  sender: string;
  language: Language;
  subjects: readonly Subject[];
  /** The search of this page and of the one after it, if there is one. */
  self: string;
  next: string | null;
}

/** A page as an Atom feed. Links are relative, so that they hold behind any proxy. */
export function writeFeed({ name, sender, language, subjects, self, next }: FeedPage): string {
  const times = subjects.map(({ messages }) => messages.at(-1)?.sent.getTime() ?? 0);
  return toXml({
    feed: {
      "@xmlns": "http://www.w3.org/2005/Atom",
      "@xml:lang": language,
      id: `tag:${sender},2026:cap/${name}`,
      title: text(name === "public" ? "cap.feed.public" : "cap.feed", language),
      updated: withOffset(new Date(Math.max(0, ...times))),
      author: { name: text("cap.sender", language) },
      link: [
        { "@rel": "self", "@type": "application/atom+xml", "@href": `${name}.atom${self}` },
        ...(next ? [{ "@rel": "next", "@type": "application/atom+xml", "@href": `${name}.atom${next}` }] : []),
      ],
      entry: subjects.map((subject) => entryOf(name, subject, language)),
    },
  });
}

function entryOf(feed: FeedPage["name"], subject: Subject, language: Language) {
  const message = subject.messages.at(-1) as Subject["messages"][number];
  const identifier = identifierOf(subject, message);
  const { headline, description } = subject.speak(message, language);
  return {
    id: `tag:${subject.sender},2026:cap/${identifier}`,
    title: headline,
    updated: withOffset(message.sent),
    published: withOffset(subject.messages[0]?.sent ?? message.sent),
    category: { "@term": message.msgType },
    link: { "@rel": "alternate", "@type": "application/cap+xml", "@href": `${feed}/${identifier}.xml` },
    summary: description,
  };
}
