/*
 * Connects pan and the compiled steps of plain.ts: the packed state that pan keeps, and the work
 * between two choices, which pan restores when it backtracks.
 */
#include "figures.h"
#include "plain.c"

uint8_t linear[LINEAR] __attribute__((aligned(64)));
unsigned char packed[PACKED_BYTES];
static w2c_plain steps;
static uint32_t world;
static int32_t *state, *work;

void wasm_rt_trap(wasm_rt_trap_t code) {
  fprintf(stderr, "trap %d\n", code);
  exit(70);
}
bool wasm_rt_is_initialized(void) {
  return true;
}
void wasm_rt_allocate_memory(
    wasm_rt_memory_t *m, uint64_t pages, uint64_t most, bool is64, uint32_t page) {
  (void)most, (void)is64, (void)page;
  m->pages = pages;
  m->data = linear;
  m->size = LINEAR;
}
uint64_t wasm_rt_grow_memory(wasm_rt_memory_t *m, uint64_t pages) {
  (void)m, (void)pages;
  wasm_rt_trap(WASM_RT_TRAP_OOB);
}
void wasm_rt_free_memory(wasm_rt_memory_t *m) {
  (void)m;
}

/* The words of an Int32Array: its pointer is in the second word of the object. */
static int32_t *words(uint32_t array) {
  uint32_t at;
  memcpy(&at, linear + array + 4, 4);
  return (int32_t *)(linear + at);
}

static void keep(void) {
  KEEP
}
static void bring(void) {
  BRING
}

static void report(void) {
  printf("counts");
  for (int k = 2; k < 7; k++) printf(" %u", w2c_plain_countOf(&steps, world, k));
  printf("\n");
}

__attribute__((constructor)) static void set_up(void) {
  wasm2c_plain_instantiate(&steps);
  world = w2c_plain_create(&steps);
  state = words(w2c_plain_stateOf(&steps, world));
  work = words(w2c_plain_workOf(&steps, world));
  keep();
  atexit(report);
}

#define ASK(number, value) w2c_plain_ask(&steps, world, number, value)
#define LEAVE() (bring(), w2c_plain_leave(&steps, world))
#define VIEW(scenery) (bring(), w2c_plain_view(&steps, world, scenery))
#define ORDER(power, acting) w2c_plain_order(&steps, world, power, acting)
#define GO(poles) (w2c_plain_go(&steps, world, poles), keep())
#define LOSE(poles) (w2c_plain_lose(&steps, world, poles), keep())
#define CUT (work[WORK_POWER] != 0)
