/** AssemblyScript's number types, as TypeScript sees them: the only ambient names core may use. */
declare type i32 = number;
declare type f64 = number;
