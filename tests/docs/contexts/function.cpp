// Statements.
inline void function_$number() {
  // the block
}
