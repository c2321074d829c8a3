// The story of exercise M01-E1 as a trainee reads it: what differs from attempt to attempt is taken from its words.
import type { Language } from "./test.js";

export type Story = { woman: string; age: string; village: string; husband: string; mobile: string; girl: boolean; weight: string; abha: string };

const patterns: Record<Language, RegExp[]> = {
  hi: [
    /काउंटर पर हैं।\s*(?<woman>.+?) आई हैं: उम्र (?<age>\d+) साल, गाँव (?<village>.+?), पति (?<husband>.+?), मोबाइल (?<mobile>\d+)।/,
    /उनके यहाँ (?<baby>\S+) ने जन्म/,
    /वज़न (?<weight>\d+) ग्राम/,
    /ABHA कार्ड लाई हैं: (?<abha>[\d -]+)।/,
  ],
  en: [
    /registration desk\.\s*(?<woman>.+?) has come: (?<age>\d+) years old, village (?<village>.+?), husband (?<husband>.+?), mobile (?<mobile>\d+)\./,
    /she had (?<baby>a girl|a boy) in/,
    /weight (?<weight>\d+) grams/,
    /ABHA card: (?<abha>[\d -]+)\./,
  ],
};

/** Reads the story; fails when its words are not those of the exercise. */
export function read(text: string, language: Language): Story {
  const found: Record<string, string> = {};
  for (const pattern of patterns[language]) {
    const groups = pattern.exec(text)?.groups;
    if (!groups) throw new Error(`the story lacks ${pattern}:\n${text}`);
    Object.assign(found, groups);
  }
  const { woman, age, village, husband, mobile, baby, weight, abha } = found as Record<string, string>;
  const girl = ["बेटी", "a girl"].includes(baby!);
  return { woman: woman!, age: age!, village: village!, husband: husband!, mobile: mobile!, girl, weight: weight!, abha: abha!.trim() };
}
