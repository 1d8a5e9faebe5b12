/** Decodes the integers that lab/run/packing.ts has packed. */
export function unpacked(text) {
  const bytes = atob(text);
  const values = [];
  let at = 0;
  let value = 0;
  let difference = 0;
  const next = () => {
    let number = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes.charCodeAt(at++);
      number += (byte % 128) * scale;
      if (byte < 128) return number;
    }
  };
  while (at < bytes.length) {
    const code = next();
    const times = code === 0 ? next() : 1;
    if (code !== 0) difference = code % 2 === 1 ? (code - 1) / 2 : -code / 2;
    for (let k = 0; k < times; k++) values.push((value += difference));
  }
  return values;
}
