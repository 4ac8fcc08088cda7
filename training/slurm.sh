#!/bin/bash
# Trains on a cluster with SLURM, over as many time limits as it takes:
#
#   sbatch --nodes 2 --gpus-per-node 4 training/slurm.sh SET RUN RECIPE [WEIGHTS]
#
# SET and RUN lie on a disk that all machines share. Two minutes before the time limit the job puts itself into
# the queue again, as SLURM does when a machine is taken away; it then goes on after the last finished epoch. A
# job that ends with an error of its own is not queued again.
#SBATCH --job-name=sacroread-train
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=8
#SBATCH --time=04:00:00
#SBATCH --signal=B:USR1@120
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=sacroread-train-%j.log
set -u

set_folder=$1 run_folder=$2 recipe=$3 weights=${4:-download}
machines=${SLURM_JOB_NUM_NODES:-1}
processes=${SLURM_GPUS_ON_NODE:-1}
first=$(scontrol show hostnames "${SLURM_JOB_NODELIST:-localhost}" | head -n 1)

if [ -f "$run_folder/run.json" ]; then
    echo "The run $run_folder is finished."
    exit 0
fi
resume=
if [ -f "$run_folder/recipe.toml" ]; then
    resume=--resume
fi

queue_again() {
    echo "The time is up: the job goes back into the queue."
    scontrol requeue "$SLURM_JOB_ID"
    kill -TERM "$work" 2>/dev/null
    wait "$work"
    exit 0
}
trap queue_again USR1

srun torchrun --nnodes "$machines" --nproc-per-node "$processes" \
    --rdzv-backend c10d --rdzv-id "$SLURM_JOB_ID" --rdzv-endpoint "$first:29500" \
    -m training fit "$set_folder" --recipe "$recipe" --weights "$weights" -o "$run_folder" ${resume:+"$resume"} &
work=$!
wait "$work"
