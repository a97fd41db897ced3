"""How soon Reprise, Stable-Baselines3 and sbx learn the same task: environment steps and seconds to 0.9 success.

    env/bin/python learning.py run planar --out results     # what stands in the folder is not run again
    env/bin/python learning.py table results

Same task, widths, batch and number of gradient steps for all. "usual" peers have their library's other defaults; "as ours"
have our discount, learning rate, target decay, random steps (and off the planar arm our target entropy) as well. "reprise plain" is
ours without the normalised layer that its settings for workbench and Meta-World have, which is the peers' network. Seconds are those
of the whole process, its start and its evaluations included, until the first of the evaluations with at least 0.9 success, by the
clock and of a processor (its children's included); contestants take turns, one at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
GOAL = 0.9
RESAMPLES = 2000

#: Settings of Reprise's own config for the suite, and what they are called by the peers.
SETTINGS = {
    "planar": {
        "tasks": [("planar/easy", "reach-north-east"), ("planar/easy", "reach-south-west")],
        "seeds": [0, 1, 2, 3, 4],
        "steps": 6000,
        "interval": 250,
        "episodes": 20,
        "widths": "64x64",
        "batch": 128,
        "ours": ["learning_rate=0.001", "gamma=0.9", "tau=0.01", "learning_starts=300"],
        "to_the_end": True,
    },
    "workbench": {
        "tasks": [("workbench", "reach")],
        "seeds": [0, 1, 2],
        "steps": 30000,
        "interval": 2500,
        "episodes": 20,
        "widths": "128x128",
        "batch": 128,
        "ours": ["learning_rate=0.0005", "gamma=0.97", "tau=0.005", "learning_starts=2000", "target_entropy=0"],
        "to_the_end": False,
    },
    "metaworld": {
        "tasks": [("metaworld/mt1-reach", "reach")],
        "seeds": [0, 1, 2],
        "steps": 60000,
        "interval": 5000,
        "episodes": 10,
        "widths": "128x128",
        "batch": 128,
        "ours": ["learning_rate=0.0005", "gamma=0.97", "tau=0.005", "learning_starts=2500", "target_entropy=0"],
        "to_the_end": False,
    },
}
CONTESTANTS = ("reprise", "reprise plain", "sb3 usual", "sb3 as ours", "sbx usual", "sbx as ours")


def run(kind: str, contestant: str, suite: str, task: str, seed: int) -> dict:
    """One learning run of a contestant, to its end."""
    setting = SETTINGS[kind]
    steps, interval = setting["steps"], setting["interval"]
    started = time.monotonic()
    points = []
    if contestant.startswith("reprise"):
        folder = Path(tempfile.mkdtemp())
        trunk = "agent: {network: {trunk: plain}}\n" if contestant == "reprise plain" else ""
        (folder / "config.yaml").write_text(
            f"suite: {suite}\nmethod: alone\ncurriculum: {{kind: sequential, tasks: [{task}], steps: {steps}}}\n"
            f"evaluation: {{interval: {interval}, episodes: {setting['episodes']}}}\ncheckpoint: {{interval: {steps}}}\n"
            + trunk
        )
        command = [ROOT / "reprise", "train", folder / "config.yaml", "--out", folder / "run", "--seed", str(seed)]
        metrics = folder / "run" / "metrics.jsonl"
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        read = 0
        while True:
            running = process.poll() is None
            if metrics.exists():
                text = metrics.read_text()
                lines = text[: text.rfind("\n") + 1].splitlines()
                for line in lines[read:]:
                    entry = json.loads(line)
                    if entry["kind"] == "evaluation" and entry["step"] > 0:
                        points.append(
                            (
                                entry["step"],
                                entry["success"][task],
                                entry["meanReturn"][task],
                                time.monotonic() - started,
                                processor_seconds(process),
                            )
                        )
                read = len(lines)
            if not running or arrived(setting, points):
                break
            time.sleep(0.05)
        if arrived(setting, points):
            process.terminate()
        process.wait()
        shutil.rmtree(folder)
    else:
        library, settings = contestant.split(" ", 1)
        command = [sys.executable, HERE / "sb_learner.py", library, suite, task, "--reprise", ROOT / "reprise"]
        command += ["--seed", str(seed), "--steps", str(steps), "--interval", str(interval)]
        command += ["--episodes", str(setting["episodes"])]
        command += ["--widths", setting["widths"], "--batch", str(setting["batch"])]
        for assignment in setting["ours"] if settings == "as ours" else []:
            command += ["--set", assignment]
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        )
        for line in process.stdout:
            if line.startswith('{"step"'):
                entry = json.loads(line)
                seconds = time.monotonic() - started
                points.append((entry["step"], entry["success"], entry["return"], seconds, processor_seconds(process)))
            if arrived(setting, points):
                process.terminate()
                break
        process.wait()
    if not arrived(setting, points) and (process.returncode != 0 or len(points) != steps // interval):
        raise SystemExit(f"{contestant} on {suite} {task}, seed {seed}, ended with {process.returncode}")
    return {
        "kind": kind,
        "contestant": contestant,
        "suite": suite,
        "task": task,
        "seed": seed,
        "points": [
            dict(zip(("step", "success", "return", "seconds", "processor"), point, strict=True)) for point in points
        ],
    }


def processor_seconds(process: subprocess.Popen) -> float:
    """What a process and all that it has started have used so far."""
    used = 0.0
    try:
        root = psutil.Process(process.pid)
        for one in [root, *root.children(recursive=True)]:
            times = one.cpu_times()
            used += times.user + times.system + times.children_user + times.children_system
    except psutil.NoSuchProcess:
        pass
    return used


def arrived(setting: dict, points: list[tuple]) -> bool:
    """Whether a run may end since it has reached the goal."""
    return not setting["to_the_end"] and bool(points) and points[-1][1] >= GOAL


def everything(kind: str, out: Path, contestants: list[str], seeds: list[int] | None) -> None:
    """All runs of a kind that do not stand in the folder yet; contestants take turns within a seed."""
    out.mkdir(parents=True, exist_ok=True)
    for seed in seeds or SETTINGS[kind]["seeds"]:
        for suite, task in SETTINGS[kind]["tasks"]:
            for contestant in contestants:
                file = out / f"{kind}-{task}-{contestant.replace(' ', '-')}-{seed}.json"
                if file.exists():
                    continue
                result = run(kind, contestant, suite, task, seed)
                file.write_text(json.dumps(result) + "\n")
                print(file.name, [point["success"] for point in result["points"]], flush=True)


def interval(values: list[float]) -> str:
    """Median and range, or a dash where the goal was missed."""
    reached = sorted(value for value in values if value is not None)
    if len(reached) <= len(values) // 2:
        return f"missed by {len(values) - len(reached)} of {len(values)}"
    ranked = reached + [float("inf")] * (len(values) - len(reached))
    return f"{statistics.median(ranked):,.0f} [{ranked[0]:,.0f}, {ranked[-1]:,.0f}]".replace("inf", "missed")


def ratio(ours: list[float], theirs: list[float]) -> str:
    """Ours to theirs, medians over runs, with the 90 % percentile bootstrap over both; a goal that was missed is never reached."""
    if min(len(ours), len(theirs)) < 3:
        return "too few runs"
    ours, theirs = ([float("inf") if value is None else value for value in values] for values in (ours, theirs))
    draw = random.Random(0)
    ratios = []
    for _ in range(RESAMPLES):
        top = statistics.median(draw.choices(ours, k=len(ours)))
        bottom = statistics.median(draw.choices(theirs, k=len(theirs)))
        if top != float("inf") or bottom != float("inf"):
            ratios.append(top / bottom)
    ratios.sort()
    low, high = ratios[len(ratios) // 20], ratios[-1 - len(ratios) // 20]
    return f"{statistics.median(ours) / statistics.median(theirs):.2f} [{low:.2f}, {high:.2f}]"


def ratios(results: list[dict]) -> None:
    """Prints a Markdown table of ours against each of the others."""
    print("\n| task | ours against | steps | seconds | of a processor |")
    print("|:--|:--|--:|--:|--:|")
    for kind in SETTINGS:
        for suite, task in SETTINGS[kind]["tasks"]:

            def firsts(contestant: str, figure: str) -> list[float]:
                runs = [r for r in results if (r["kind"], r["task"], r["contestant"]) == (kind, task, contestant)]
                reached = [next((p for p in r["points"] if p["success"] >= GOAL), None) for r in runs]
                return [p and p.get(figure) for p in reached]

            for other in CONTESTANTS:
                if other.startswith("reprise") or not firsts(other, "step"):
                    continue
                for ours in ("reprise", "reprise plain"):
                    if not firsts(ours, "step"):
                        continue
                    figures = ["step", "seconds"] + ([] if kind == "planar" else ["processor"])
                    cells = [ratio(firsts(ours, figure), firsts(other, figure)) for figure in figures]
                    print(f"| {suite} {task} | {ours}, {other} | " + " | ".join(cells + ["-"] * (3 - len(cells))) + " |")


def table(out: Path) -> None:
    """Prints Markdown tables of what stands in the folder."""
    results = [json.loads(file.read_text()) for file in sorted(out.glob("*.json"))]
    print(
        f"| task | learner | runs | steps to {GOAL} | seconds to {GOAL} | of a processor | steps/s | success at the end |"
    )
    print("|:--|:--|--:|--:|--:|--:|--:|--:|")
    for kind in SETTINGS:
        for suite, task in SETTINGS[kind]["tasks"]:
            for contestant in CONTESTANTS:
                runs = [r for r in results if (r["kind"], r["task"], r["contestant"]) == (kind, task, contestant)]
                if not runs:
                    continue
                firsts = [next((p for p in r["points"] if p["success"] >= GOAL), None) for r in runs]
                rates = [r["points"][-1]["step"] / r["points"][-1]["seconds"] for r in runs]
                end = statistics.mean(r["points"][-1]["success"] for r in runs)
                cells = (
                    f"{suite} {task}",
                    contestant,
                    str(len(runs)),
                    interval([p and p["step"] for p in firsts]),
                    interval([p and p["seconds"] for p in firsts]),
                    interval([p and p["processor"] for p in firsts]) if all("processor" in r["points"][0] for r in runs) else "-",
                    f"{statistics.median(rates):,.0f}",
                    f"{end:.2f}" if SETTINGS[kind]["to_the_end"] else "-",
                )
                print("| " + " | ".join(cells) + " |")
    ratios(results)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    runner = commands.add_parser("run")
    runner.add_argument("kind", choices=SETTINGS)
    runner.add_argument("--out", type=Path, required=True)
    runner.add_argument("--only", action="append", choices=CONTESTANTS)
    runner.add_argument("--seeds", type=int, nargs="+", help="instead of those of the kind")
    commands.add_parser("table").add_argument("out", type=Path)
    options = parser.parse_args()
    if options.command == "run":
        # The planar arm's network is plain as it is.
        contestants = [one for one in CONTESTANTS if (options.kind, one) != ("planar", "reprise plain")]
        everything(options.kind, options.out, options.only or contestants, options.seeds)
    else:
        table(options.out)


if __name__ == "__main__":
    main()
