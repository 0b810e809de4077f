# Payrolls of many and of few places.  usage: places.py ROWS PACK_FOLDER MANY_FILE FEW_FILE ALIKE_FILE
# Each row has the title of a random role of the pack, the name of a random place and a whole number of pay. The first file has all
# places of the pack, the second the first seven of these. The third has seven whose names are about as long, and as often in quotes, as
# those of all places. The same ROWS give the same bytes.
import csv, random, sys

rows, pack, *files = sys.argv[1:]
def column(table, name):
    with open(f"{pack}/{table}.csv", encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]
titles, places = column("roles", "title"), column("cities", "name")
by_length = sorted(places, key=lambda name: ("," in name, len(name)))
alike = [by_length[(2 * part + 1) * len(places) // 14] for part in range(7)]
for path, names in zip(files, (places, places[:7], alike)):
    random.seed(1)
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["employee", "title", "location", "salary"])
        for number in range(int(rows)):
            out.writerow([number, random.choice(titles), random.choice(names), random.randrange(50_000, 250_000, 100)])
