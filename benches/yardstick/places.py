# Payrolls of many and of few places, and a pack of few.  usage: places.py ROWS PACK_FOLDER MANY_FILE FEW_FILE ALIKE_FILE FEW_FOLDER
# Each row has the title of a random role of the pack, the name of a random place and a whole number of pay. The first file has all
# places of the pack, the second the first seven of these. The third has seven whose names are about as long, and as often in quotes, as
# those of all places. The same ROWS give the same bytes. The folder gets the pack without all places but the first seven, and without
# what belongs to the others.
import csv, random, shutil, sys

rows, pack, *files, few = sys.argv[1:]
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

shutil.copytree(pack, few, dirs_exist_ok=True)
ids = column("cities", "id")
others = set(ids[7:])
for table, key in ("cities", "id"), ("city_aliases", "id"), ("market_cells", "place"):
    with open(f"{pack}/{table}.csv", encoding="utf-8", newline="") as file:
        header, *lines = csv.reader(file)
    at = header.index(key)
    with open(f"{few}/{table}.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *(line for line in lines if line[at] not in others)])
