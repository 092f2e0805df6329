// Statements of a program that runs.
int main() {
  // the block
}
