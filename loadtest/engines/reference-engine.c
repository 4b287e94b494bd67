/* A matching engine in C that reads the order file of loadtest/engines/order-file.ts: a list of orders at each price,
 * found by index. It says what the format means to another language.
 *
 *     cc -O2 -o reference-engine loadtest/engines/reference-engine.c
 *     npm run loadtest -- matching --engine ./reference-engine
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct header { char magic[8]; uint32_t version, count, timed_from, adds, price_max, zero; };
struct command { uint8_t kind, side; uint16_t zero; uint32_t order, price, lots; };
struct order { uint32_t next, previous, price, lots, side; };
struct level { uint32_t head, tail; };

enum { ADD, CANCEL, TAKE };
enum { BUY, SELL };

static struct order *orders;
static struct level *levels[2];
static uint32_t price_max, best[2], hash = 0x811c9dc5u;
static uint64_t fills;

static void mix(uint32_t word) { hash = (hash ^ word) * 0x01000193u; }

static void add(const struct command *c) {
  struct order *o = &orders[c->order];
  struct level *l = &levels[c->side][c->price];
  *o = (struct order){ 0, l->tail, c->price, c->lots, c->side };
  if (l->tail) orders[l->tail].next = c->order; else l->head = c->order;
  l->tail = c->order;
  if (c->side == BUY ? c->price > best[BUY] : c->price < best[SELL]) best[c->side] = c->price;
}

static void unlink_order(uint32_t number) {
  struct order *o = &orders[number];
  struct level *l = &levels[o->side][o->price];
  if (o->previous) orders[o->previous].next = o->next; else l->head = o->next;
  if (o->next) orders[o->next].previous = o->previous; else l->tail = o->previous;
  /* Prices 0 and price_max + 1 stand for an empty side. */
  if (o->side == BUY) while (best[BUY] > 0 && !levels[BUY][best[BUY]].head) best[BUY]--;
  else while (best[SELL] <= price_max && !levels[SELL][best[SELL]].head) best[SELL]++;
}

static void take(const struct command *c, uint32_t number) {
  uint32_t against = c->side == BUY ? SELL : BUY;
  uint32_t left = c->lots;
  while (left > 0) {
    uint32_t price = best[against];
    if (price == 0 || price > price_max) return;
    if (against == SELL ? price > c->price : price < c->price) return;
    uint32_t maker = levels[against][price].head;
    uint32_t filled = left < orders[maker].lots ? left : orders[maker].lots;
    fills++;
    mix(number); mix(maker); mix(price); mix(filled);
    orders[maker].lots -= filled;
    left -= filled;
    if (orders[maker].lots == 0) unlink_order(maker);
  }
}

static void run(const struct command *commands, uint32_t begin, uint32_t end) {
  for (uint32_t n = begin; n < end; n++) {
    const struct command *c = &commands[n];
    if (c->kind == ADD) add(c);
    else if (c->kind == TAKE) take(c, n);
    else {
      mix(n); mix(c->order); mix(orders[c->order].lots);
      unlink_order(c->order);
    }
  }
}

int main(int argc, char **argv) {
  FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
  struct header h;
  if (!file || fread(&h, sizeof h, 1, file) != 1 || memcmp(h.magic, "LSORDERS", 8) || h.version != 1) {
    fprintf(stderr, "usage: reference-engine FILE, of orders in version 1\n");
    return 1;
  }
  struct command *commands = malloc(sizeof *commands * (h.count + 1));
  orders = calloc(h.adds + 1, sizeof *orders);
  price_max = h.price_max;
  for (int side = 0; side < 2; side++) levels[side] = calloc((size_t)price_max + 2, sizeof **levels);
  if (!commands || !orders || !levels[0] || !levels[1] || fread(commands, sizeof *commands, h.count, file) != h.count) {
    fprintf(stderr, "%s is cut off, or larger than memory\n", argv[1]);
    return 1;
  }
  best[BUY] = 0;
  best[SELL] = price_max + 1;
  run(commands, 0, h.timed_from);
  struct timespec from, to;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
  run(commands, h.timed_from, h.count);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
  double ns = (double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec);
  printf("{\"engine\":\"reference in C\",\"digest\":\"%08x\",\"fills\":%llu,\"nanoseconds\":%.0f}\n", hash,
         (unsigned long long)fills, ns);
  return 0;
}
