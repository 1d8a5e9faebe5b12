/** Small dense matrices for discretize.ts, stored by row; arithmetic is only + - * / and abs. */

/** A matrix, stored row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, data: new Float64Array(rows * columns) };
}

export function identity(size: number): Matrix {
  const matrix = zeros(size, size);
  for (let i = 0; i < size; i++) matrix.data[i * size + i] = 1;
  return matrix;
}

export function scaled({ rows, columns, data }: Matrix, factor: number): Matrix {
  return { rows, columns, data: data.map((value) => value * factor) };
}

export function sum(left: Matrix, right: Matrix): Matrix {
  const { rows, columns } = left;
  return { rows, columns, data: left.data.map((value, at) => value + (right.data[at] as number)) };
}

export function product(left: Matrix, right: Matrix): Matrix {
  const result = zeros(left.rows, right.columns);
  const width = right.columns;
  for (let row = 0; row < left.rows; row++) {
    for (let inner = 0; inner < left.columns; inner++) {
      const value = left.data[row * left.columns + inner] as number;
      if (value === 0) continue;
      for (let column = 0; column < width; column++) {
        const at = row * width + column;
        result.data[at] =
          (result.data[at] as number) + value * (right.data[inner * width + column] as number);
      }
    }
  }
  return result;
}

/** A square matrix as lower and upper triangular factors, with the order of its rows. */
interface Factors {
  readonly size: number;
  readonly data: Float64Array;
  readonly order: Int32Array;
}

function swapRows(data: Float64Array, size: number, one: number, other: number): void {
  for (let column = 0; column < size; column++) {
    const kept = data[one * size + column] as number;
    data[one * size + column] = data[other * size + column] as number;
    data[other * size + column] = kept;
  }
}

function largestRow(data: Float64Array, size: number, column: number): number {
  let best = column;
  for (let row = column + 1; row < size; row++) {
    const value = Math.abs(data[row * size + column] as number);
    if (value > Math.abs(data[best * size + column] as number)) best = row;
  }
  return best;
}

/** Gaussian elimination with row pivoting. */
export function factor({ rows: size, data: source }: Matrix): Factors {
  const data = Float64Array.from(source);
  const order = Int32Array.from({ length: size }, (_, row) => row);
  for (let k = 0; k < size; k++) {
    const best = largestRow(data, size, k);
    if (best !== k) {
      swapRows(data, size, k, best);
      const kept = order[k] as number;
      order[k] = order[best] as number;
      order[best] = kept;
    }
    const pivot = data[k * size + k] as number;
    if (pivot === 0) throw new Error(`The network has no unique solution (row ${k}).`);
    for (let row = k + 1; row < size; row++) {
      const ratio = (data[row * size + k] as number) / pivot;
      data[row * size + k] = ratio;
      if (ratio === 0) continue;
      for (let column = k + 1; column < size; column++) {
        const at = row * size + column;
        data[at] = (data[at] as number) - ratio * (data[k * size + column] as number);
      }
    }
  }
  return { size, data, order };
}

/** The solution of the factored system for one right-hand side. */
export function solved({ size, data, order }: Factors, right: Float64Array): Float64Array {
  const x = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let value = right[order[row] as number] as number;
    for (let k = 0; k < row; k++) value -= (data[row * size + k] as number) * (x[k] as number);
    x[row] = value;
  }
  for (let row = size - 1; row >= 0; row--) {
    let value = x[row] as number;
    for (let k = row + 1; k < size; k++)
      value -= (data[row * size + k] as number) * (x[k] as number);
    x[row] = value / (data[row * size + row] as number);
  }
  return x;
}
