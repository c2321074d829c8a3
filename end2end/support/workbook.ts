// Edits a workbook as a spreadsheet program would: opens the zip, changes cells of a sheet, packs it again.
import { crc32, inflateRawSync } from "node:zlib";

type Part = { name: string; content: Buffer };

/** The parts of a zip, by its central directory (PKWARE APPNOTE 4.3.12). */
function unpack(zip: Buffer): Part[] {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const parts: Part[] = [];
  for (let n = zip.readUInt16LE(end + 10), at = zip.readUInt32LE(end + 16); n > 0; n--) {
    const [method, packed, nameLength] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(begin, begin + packed);
    parts.push({ name: zip.toString("utf8", at + 46, at + 46 + nameLength), content: method === 0 ? bytes : inflateRawSync(bytes) });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return parts;
}

/** A zip whose parts are stored as they are. */
function pack(parts: Part[]): Buffer {
  const [files, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const { name, content } of parts) {
    const bytes = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(content.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(bytes.length, 22);
    const file = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), head, bytes, content]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), head, rest, bytes]));
    files.push(file);
    offset += file.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, all, end]);
}

/** Copies what stands in one cell of the first sheet into another, for each pair [from, to]; and removes rows. */
export function edited(workbook: Buffer, copies: [string, string][], removed: number[] = []): Buffer {
  const parts = unpack(workbook);
  const sheet = parts.find((part) => part.name === "xl/worksheets/sheet1.xml");
  if (!sheet) throw new Error("the workbook has no first sheet");
  let xml = sheet.content.toString("utf8");
  const cell = (name: string) => new RegExp(`(<c r="${name}"[^>]*>)(.*?)(</c>)`);
  for (const [from, to] of copies) {
    const value = cell(from).exec(xml)?.[2];
    if (value === undefined || !cell(to).test(xml)) throw new Error(`there is no ${from} or no ${to}`);
    xml = xml.replace(cell(to), `$1${value}$3`);
  }
  for (const row of removed) xml = xml.replace(new RegExp(`<row r="${row}"[^>]*>.*?</row>`), "");
  sheet.content = Buffer.from(xml);
  return pack(parts);
}
